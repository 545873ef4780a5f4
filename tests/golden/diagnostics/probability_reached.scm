noise u ~ uniform(1..3)
var a ~ bernoulli(u / 2)
query P(a)
query P(a | u < 3)
