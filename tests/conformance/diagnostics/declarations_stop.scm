// rules: diag.3
// One error in a declaration, even in one that no query needs, and nothing is answered.
noise rain ~ bernoulli(1/4)
var needless : 1..3 = 4        //! domain
query P(rain)
assert P(rain) == 1
