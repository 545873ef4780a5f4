import "effects"
noise u ~ bernoulli(1/3)
noise w ~ bernoulli(1/3)
var x = u
var y = w
query ATE(x, y)
query counterfactually_fair(x, y)
query PN(x, y) + P(y | do(x = true))
