// rules: diag.3, diag.1
// An error in a query is its answer; those before and behind it are answered.
noise rain ~ bernoulli(1/4)
var wet = rain
query P(wet)                   //= 1/4
query P(wett)                  //! name: `wet`
query P(wet | do(rain = 1))    //! intervention
query 1 / (P(wet) - 1/4)       //! undefined-operation: division by zero
assert P(wet) < wet            //! type
query P(wet + 1)               //! type: b = 1
query P(wet | not wet, wet)    //! undefined-condition
query P(wet) = 1/4             //! syntax: ==
query later + 1                //! name
query later = P(not wet)       //= 3/4
query P(P(wet) > 0)            //! syntax
