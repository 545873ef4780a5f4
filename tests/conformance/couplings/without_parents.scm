// rules: coup.6
// Without parents there is one response only, and a coupling changes nothing.
var a ~ bernoulli(1/3) coupling independent
var b : 0..2 ~ [1/2, 1/4, 1/4] coupling quantile
var c ~ bernoulli(1/4)
var total = a + b + c
query P(a, b = 2, c)                         //= 1/48
query P(total[a = 1] = 2 | a = 0, b = 1)     //= 3/4
query P(total[a = 1] - total[a = 0] = 1)     //= 1
query P(total[c = 1] = 3 | total = 3, not c) //= 0
