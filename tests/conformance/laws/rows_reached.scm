// rules: law.11, law.12
// A row with variables is checked where a query reaches it with positive probability, and only there.
noise n ~ uniform(0..3)
noise safe ~ {1: 1/2, 2: 1/2, 3: 0}
noise rare ~ binomial(2, 0)
var a ~ bernoulli(n / 2)
var b ~ bernoulli(safe / 2)
var c : 1..2 ~ [n / 3, n / 3]
var d ~ {0: 1 - rare, 1: rare / 2}
query P(n = 1)                    //= 1/4
query P(a)                        //! probability: 3/2
query P(a | n < 3)                //= 1/2
query P(n = 2 and a)              //= 1/4
query P(a and n == 2)             //! probability
query P(b)                        //= 3/4
query P(b | do(safe = 3))         //! intervention
query P(a | do(c = 1))            //! probability
query P(c = 1 | n = 0)            //! probability
query P(n == 0 or n > 0 or c == 1) //= 1
query P(d = 0)                    //= 1
query P(n = 3 | a)                //! probability
