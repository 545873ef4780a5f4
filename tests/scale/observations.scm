// Four hundred observations, each of probability about 1/1000: by a law, and as a comparison with a threshold.
noise theta ~ uniform(1..9)
var rare[i in 1..400] ~ bernoulli(theta / 1000)
query P(theta = 9 | all(rare[i] for i in 1..400))
query E(theta | all(rare[i] for i in 1..400))
noise o[i in 1..400] ~ uniform(1..1000)
var below[i in 1..400] = o[i] <= theta
query P(theta = 9 | all(below[i] for i in 1..400))
