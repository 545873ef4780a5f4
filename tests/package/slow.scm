// Groups of 22 of which each member depends on each other one: no order of elimination is cheap, and there are
// many groups.
model slow
noise u[g in 1..40, i in 1..22] ~ bernoulli(1/2)
var x[g in 1..40, i in 1..22] = u[g, i]
noise v[g in 1..40, i in 1..22, j in 1..22 if i < j] ~ bernoulli((i + j + g) / 100)
var y[g in 1..40] = all((x[g, i] and x[g, j]) implies v[g, i, j] for i in 1..22, j in 1..22 if i < j)
