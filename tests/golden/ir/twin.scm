// query: P(y[x = 1] | x = 0, y = 0)
noise u1 ~ bernoulli(1/2)
noise u2 ~ bernoulli(1/2)
noise z ~ bernoulli(1/3)
var x = z
var y = u1 xor u2 xor x
