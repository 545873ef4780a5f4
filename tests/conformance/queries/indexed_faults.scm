// rules: query.16, query.19
// What is wrong with the question at any index comes before what only computing it shows.
noise u ~ bernoulli(1/2)
var x : 0..2 = if u then 0 else 2
query rows[k in 1..3] = P(k / x > 0 | x[x = k] >= 0)   //! domain: 3 is not in the domain
query computed[k in 1..2] = P(k / x > 0 | x[x = k] >= 0)   //! undefined-operation: division by zero
query chain = E(x - 1 + 1 - 1 + 1 - x)   //= 0
