var a = (1 + 2
var b = .5
var in = 3
query P(b = 1) = 2
