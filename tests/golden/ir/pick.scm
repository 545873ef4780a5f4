// query: P(value[argmax(score[k] for k in 1..3)] = 2 | do(score[1] = 1))
noise e[k in 1..3] ~ uniform(0..1)
const bonus = [0, 1, 0]
var score[k in 1..3] = e[k] + bonus[k]
var value[k in 1..3] : 0..3 = k
