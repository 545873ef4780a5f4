// query: E(y[x = 1] - y[x = 0]) + E(y[x = 1] * y[x = 0])
noise u ~ bernoulli(1/3)
noise v ~ bernoulli(1/5)
var x = u
var y = x or v
