enum Level { low, mid, high }
noise u ~ bernoulli(1/2)
noise w ~ uniform(1..3)
var x = u
var y = x and w > 1
var z : Level ~ if x then [1/2, 1/4, 1/4] else [1/4, 1/4, 1/2] coupling quantile
var other = w
query P(x = 1 or y = 1)
query P(any(z = low for low in Level))
query P(other = 1 | do(x = 1))
query P(u | do(x = 1), y)
