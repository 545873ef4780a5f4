noise u ~ bernoulli(1/2)
var x = u
query P(u | x, not u)
