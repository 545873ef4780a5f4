// query: P(y | x) + P(y | do(x = 1), z) + E(y[x = 1] - y[x = 0] | z)
noise u ~ bernoulli(1/3)
noise v ~ bernoulli(1/5)
var z = u
var x = z or v
var y = (x and not v) or z
