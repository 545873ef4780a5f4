var a : {low, mid, high} ~ [1/2, 1/4, 1/8]
var b ~ bernoulli(3/2)
var c ~ {1: 1/2, 2: 1/4, 1: 1/4}
