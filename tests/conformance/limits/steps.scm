// rules: lim.5, lim.1
// What would take too many steps ends with an error that names the limit; the next query is answered.
noise u[i in 1..60] ~ bernoulli(1/2)
var sum_of_powers = sum(u[i] * 2^i for i in 1..60) % 10007
query P(sum_of_powers = 5)             //! resource: --max-steps
query P(u[60])                         //= 1/2
