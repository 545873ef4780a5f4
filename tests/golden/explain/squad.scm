// query: P(not death[rifle_a = false] | death)
noise u ~ bernoulli(7/10)
noise w ~ bernoulli(1/10)
var captain = u
var rifle_a = captain or w
var rifle_b = captain
var death = rifle_a or rifle_b
