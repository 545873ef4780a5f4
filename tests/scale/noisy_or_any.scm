// A hundred causes, each of which brings the effect about if it is active.
noise cause[i in 1..100] ~ bernoulli(i/1000)
noise active[i in 1..100] ~ bernoulli(1/2)
var y = any(cause[i] and active[i] for i in 1..100)
query P(y)
query necessary = P(not y[cause[1] = false] | cause[1], y)
