// rules: lim.3, lim.1
// The same for the domain of a variable, for a law, and for the members of a family.
var big : 0..2^20 = 1                  //! resource: --max-domain
noise draw ~ uniform(1..10^12)         //! resource: --max-domain
var many[i in 1..2^21] = i             //! resource: --max-domain
var fine : 0..2^10 = 1
