noise u[i in 1..2] ~ uniform(0..2)
var ratio[i in 1..2] = 6 / u[i]
var small : 0..3 = u[1] + u[2]
var picked = ratio[u[1]]
query E(ratio[2])
query P(small = 1)
query E(picked | u[1] != 0, u[2] != 0)
query P(u[1] = 0) / P(u[1] = 7)
