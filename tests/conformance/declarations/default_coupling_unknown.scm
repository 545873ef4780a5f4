// rules: decl.18
// There are two couplings.
default coupling monotone      //! syntax: `quantile` and `independent`
var x ~ bernoulli(1/2)
