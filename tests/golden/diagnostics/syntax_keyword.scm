noise u ~ bernoulli(1/2)
var x = let in u
var y = if u then 1 else else 2
