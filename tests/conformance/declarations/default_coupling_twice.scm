// rules: decl.18
// At most one default, and of the two that there are.
default coupling quantile
default coupling quantile      //! name
var x ~ bernoulli(1/2)
