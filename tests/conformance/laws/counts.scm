// rules: law.7, law.8
// Binomial and hypergeometric laws, their edges, and parameters that depend on variables.
noise n ~ uniform(0..2)
noise hits ~ binomial(4, 1/3)
noise none ~ binomial(3, 0)
noise every ~ binomial(3, 1)
noise aces ~ hypergeometric(5, 2, 3)
noise whole ~ hypergeometric(6, 4, 6)
noise tight ~ hypergeometric(4, 3, 2)
var wins ~ binomial(n, 1/2)
var drawn ~ hypergeometric(4, n, 2)
query P(hits = 2)                //= 8/27
query E(hits)                    //= 4/3
query Var(hits)                  //= 8/9
query P(none = 0 and every = 3)  //= 1
query dist(aces)                 //= {0: 1/10, 1: 3/5, 2: 3/10}
query P(whole = 4)               //= 1
query P(tight = 0)               //= 0
query P(tight = 2)               //= 1/2
query E(wins)                    //= 1/2
query P(wins = 0)                //= 7/12
query P(n = 2 | wins = 1)        //= 1/2
query P(drawn = 1)               //= 7/18
query P(drawn = 2 | n = 2)       //= 1/6
