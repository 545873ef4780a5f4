// rules: diag.2, diag.3
// Text that does not parse stops the file; what does not parse in one declaration leaves the next ones intact.
noise rain ~ bernoulli(1/4     //! syntax: not closed
var wet = = rain             //! syntax
query P(rain                  //! syntax: not closed
query P(rain | | wet)        //! syntax
var (x) = 1                  //! syntax
query P(rain)
enum Size {                  //! syntax
