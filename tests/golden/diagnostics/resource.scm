// max-steps: 100000
noise u[i in 1..40] ~ bernoulli(1/2)
var s = sum(u[i] for i in 1..40)
query P(s = 20)
