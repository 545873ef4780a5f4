// rules: decl.3, decl.2
// A model has one name.
model rain
var rain ~ bernoulli(1/4)
model `more rain`   //! name
query P(rain)
