// One world, written twice: the second list has the effect that the first has.
var x ~ bernoulli(1/2)
var m = x
var y = m + 2 * x
query E(y[x = false, m = m[x = true]]) - E(y | do(x = true))
query E(y[x = false, m = m[x = true]]) - E(m | do(y = 1, x = true))
