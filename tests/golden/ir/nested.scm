// query: E(y[x = 1, m = m[x = 0]] | do(w = x[]))
noise u : 0..2 ~ uniform(0..2)
var x ~ bernoulli(1/2)
var m : 0..5 = u + x
var w = not x
var y = if x then m else 2 * m + w
