// rules: idx.5
// The member that is chosen gives the value, with all that the index and the members have in common.
noise k ~ uniform(1..3)
noise e[i in 1..3] ~ bernoulli(i / 6)
const prize = [6, 12, 24]
var x[i in 1..3] = e[i] or k == i
var chosen = x[k]
var next = e[k % 3 + 1]
var best = prize[argmax(e[i] for i in 1..3)]
var twice = e[1 + e[1]]
query P(chosen)                 //= 1
query P(e[k])                   //= 1/3
query P(next)                   //= 1/3
query P(next, k = 1)            //= 1/9
query E(prize[k])               //= 14
query E(prize[k] | e[k])        //= 17
query P(k = 3 | e[k])           //= 1/2
query E(best)                   //= 38/3
query P(twice)                  //= 1/18
query P(x[k] | do(x[2] = false))  //= 2/3
query P(e[k], e[4 - k])         //= 1/6
