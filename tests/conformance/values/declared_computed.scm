// rules: val.18
// A computed value outside is an undefined operation, and only where it is reached with positive probability.
noise u ~ uniform(1..4)
noise off ~ bernoulli(0)
var low : 1..3 = u
var switched : 0..1 = if off then u + 9 else 1
var twice : 2..6 = 2 * low
query P(low = 1)                   //! undefined-operation
query P(low = 1 | u < 4)           //= 1/3
query P(u = 4)                     //= 1/4
query P(u < 4 and low = 1)         //= 1/4
query P(low = 1 and u < 4)         //! undefined-operation
query P(switched = 1)              //= 1
query P(twice = 4 | u < 4)         //= 1/3
query P(twice = 4)                 //! undefined-operation
query P(twice = 4 | do(low = 2))   //= 1
query P(low = 1 | do(low = u))     //! undefined-operation
query P(twice = 8 | do(low = u div 2 + 1))  //= 0
