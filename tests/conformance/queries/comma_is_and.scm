// rules: query.3, fold.2, eval.3
// A comma is `and`: what stands behind a constant false is dropped.
noise seen[t in 1..2] ~ bernoulli(1/3)
query first[t in 1..2] = P(t > 1, seen[t-1])  //= {1: 0/1, 2: 1/3}
query P(seen[1] | false, seen[9])             //! undefined-condition
query P(seen[1] | seen[9], false)             //! domain
