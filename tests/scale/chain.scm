noise flip[t in 1..200] ~ bernoulli(1/10)
noise start ~ bernoulli(1/2)
var x[t in 0..200] = if t == 0 then start else x[t-1] xor flip[t]
query P(x[200][x[100] = true] | x[0], x[200])
