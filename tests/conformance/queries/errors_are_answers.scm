// rules: query.16, query.2
// A wrong query does not keep the others from their answers: names, types, indices, assertions.
noise a ~ uniform(1..2)
noise f[i in 1..2] ~ bernoulli(i / 3)
query P(aa = 1)          //! name
query P(a = 1)           //= 1/2
query P(f[3])            //! domain
query P(f[1, 2])         //! type
query P(a = green)       //! name
query E(f[1] and a)      //! type
query nothing(a)         //! name
query P(f[2])            //= 2/3
assert P(f[2]) == 2/3    //= holds
assert P(f[2]) == 1/3    //= fails
assert P(f[2])           //! type
assert P(f[4]) == 0      //! domain
query E(a)               //= 3/2
