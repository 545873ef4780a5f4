noise u ~ bernoulli(1/2)
var x = u
var y = x
query P(y | do(u = 1))
query P(y[x = 1, x = 0])
query P(y[y -> x = 1])
