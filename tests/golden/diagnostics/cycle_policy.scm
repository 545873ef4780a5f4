noise u ~ bernoulli(1/2)
var x = u
var y = x
var z = y
query P(z | do(x = z))
