// rules: coup.4, coup.5, fold.6
// Responses are told apart by the values of all parents of the law, in every world the same ones, so that setting a
// parent to the value it has changes nothing (composition).
noise place ~ uniform(1..2)
var room = place
noise light[i in 1..2] ~ bernoulli(1/2)
var lit[i in 1..2] = light[i]
var read ~ bernoulli(if lit[room] then 3/4 else 1/4) coupling independent
query P(read[room = 2] = read | room = 2)          //= 1
query P(read[room -> read = 2] = read | room = 2)  //= 1
query P(read[room -> read = 2] | room = 2, read)   //= 1
query P(read[room = 2] | room = 1, lit[2], read)   //= 3/4
