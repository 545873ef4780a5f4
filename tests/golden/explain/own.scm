// query: P(y[x = not x[]]) + P(y = 1 | do(x = x[])) + P(w[y = y[x = 1]] = 2) + P(y[x = 1, k = k[x = 0]])
noise u ~ bernoulli(1/3)
noise v ~ bernoulli(1/5)
var x = u
var y = x or v
var w : 0..2 = x + y
var k = x and v
