var x ~ bernoulli(1/2)
var y ~ bernoulli(if x then 9/10 else 1/5)
query P(y[x = 1], not y[x = 0])
