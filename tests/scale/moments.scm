// Sums with far more values than could be tabulated: variances and covariances need none of them.
noise c[i in 1..60] ~ bernoulli(1/(i + 1))
noise z ~ bernoulli(1/3)
var third = c[3]
var total = sum(2^i * c[i] for i in 1..60)
var other = sum((if z then 3^i else 1) * c[i] for i in 1..60)

query Var(total)
query Cov(total, other)
query Cov(total, other | third, z = 1)
query Var(sum(c[i] for i in 1..60))
