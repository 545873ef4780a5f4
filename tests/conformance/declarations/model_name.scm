// rules: decl.3
// The model's name is no name in the model, and stands wherever it likes.
var rain ~ bernoulli(1/4)
model rain
query P(rain)   //= 1/4
