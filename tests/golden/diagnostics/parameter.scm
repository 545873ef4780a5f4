// param: rate=1/4
param rte = 1/2
var x ~ bernoulli(rte)
