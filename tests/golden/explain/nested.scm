// query: P(y[x = 1, m = m[x = 0]] | z) + E(y[x = 1, m = m[x = 0]])
noise u ~ bernoulli(1/3)
noise v ~ bernoulli(1/5)
var z ~ bernoulli(1/2)
var x = z or u
var m = x xor v
var y = x and m or v
