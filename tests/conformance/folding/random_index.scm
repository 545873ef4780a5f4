// rules: fold.6, fold.4
// A random index mentions each member for a value in the index's domain, likely or not, and no other.
noise k ~ {1: 1/2, 2: 1/2, 3: 0}
noise far : 3..9 ~ uniform(3..4)
var x[i in 1..4] ~ bernoulli(i / 8)
var by_k = x[k]
var by_sum = x[k + 1]
var by_far = x[far]
query P(by_k)                                //= 3/16
query P(by_k[x[3] -> by_k = true])           //= 3/16
query P(by_k[x[4] -> by_k = true])           //! intervention: no edge
query P(by_sum[x[4] -> by_sum = true])       //= 5/16
query P(by_sum[x[1] -> by_sum = true])       //! intervention: no edge
query P(by_sum[x[2] -> by_sum = true])       //= 11/16
query P(by_far[x[3] -> by_far = true])       //= 3/4
query P(by_far[x[2] -> by_far = true])       //! intervention: no edge
query P(by_far)                              //= 7/16
