// rules: lim.5, lim.1
// What would take too many steps ends with an error that names the limit; the next query is answered.
const n = 24
noise open[i in 1..n, j in 1..n] ~ bernoulli(3/4)
var reach[i in 1..n, j in 1..n] = open[i, j] and ((i == 1 and j == 1) or
  (if i > 1 then reach[i-1, j] else false) or (if j > 1 then reach[i, j-1] else false))
query P(reach[n, n])                   //! resource: --max-steps
query P(open[n, n])                    //= 3/4
noise u[i in 1..60] ~ bernoulli(1/2)
var sum_of_powers = sum(u[i] * 2^i for i in 1..60) % 10007
query P(sum_of_powers = 5)             //! resource: (--max-
