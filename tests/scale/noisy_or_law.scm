// The same kind of effect, given by its probability. Coupled by quantiles, so that necessity is determined.
noise cause[i in 1..100] ~ bernoulli(i/1000)
var y ~ bernoulli(1 - product(if cause[i] then i/(i+1) else 1 for i in 1..100)) coupling quantile
query P(y)
query necessary = P(not y[cause[1] = false] | cause[1], y)
