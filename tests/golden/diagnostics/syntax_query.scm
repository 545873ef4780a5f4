noise u ~ bernoulli(1/2)
var a = u
query P(a) = 1
query P(P(a) > 0)
query P(a[u = 1][u = 0])
query P(a[u = u = 1])
