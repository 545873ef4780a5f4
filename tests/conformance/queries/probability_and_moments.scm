// rules: query.3, query.4, query.5
// P of events joined by and; E of numbers and bools; variance and covariance, with conditions.
noise a ~ uniform(1..4)
noise b ~ bernoulli(1/3)
var s = a + 3 * b
var lab : {lo, hi} = if s > 4 then hi else lo
query P(a > 1, b)                    //= 1/4
query P(a > 1, b, s = 5)             //= 1/12
query P(a > 1 or b, s > 4)           //= 1/4
query P(a = 2, b | s in {2, 5})      //= 1/3
query E(s)                           //= 7/2
query E(b)                           //= 1/3
query E(a > 1 | s = 4)               //= 2/3
query E(s^2 / 2 | lab = hi)          //= 55/3
query Var(a)                         //= 5/4
query Var(b)                         //= 2/9
query Var(s)                         //= 13/4
query Var(s | b)                     //= 5/4
query Var(2 * a - 1)                 //= 5
query Cov(a, s)                      //= 5/4
query Cov(s, b)                      //= 2/3
query Cov(a, b | lab = hi)           //= 0
query Cov(a, b | s = 4)              //= -2/3
query Cov(a, -a)                     //= -5/4
query E(lab)                         //! type
query Var(lab)                       //! type
query P(s)                           //! type
query P(lab)                         //! type
query E(a, b)                        //! type
query Cov(a)                         //! type
query P()                            //! type
