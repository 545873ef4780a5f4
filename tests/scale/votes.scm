// Would the motion have been lost without voter k?
noise v[i in 1..101] ~ bernoulli(1/3 + i/1000)
var carried = count(v[i] for i in 1..101) >= 51
query P(carried)
query decisive[k in {1, 51, 101}] = P(not carried[v[k] = false] | carried, v[k])
