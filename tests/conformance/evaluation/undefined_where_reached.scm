// rules: eval.4
// An undefined operation is an error if and only if it is reached with positive probability, however small and wherever it stands.
const rare = 1e-12
noise slip ~ bernoulli(rare)
noise never ~ bernoulli(0)
noise k ~ uniform(1..3)
noise g[i in 1..3] ~ bernoulli(1/2)
var speed = 10 / (if slip then 0 else 1)
var calm = 10 / (if never then 0 else 1)
var level : 0..3 = k + (if slip then 1 else 0)
var near : 0..3 = k + (if never then 1 else 0)
query P(speed > 0)                     //! undefined-operation: division by zero
query P(speed > 0 | not slip)          //= 1
query E(0 * speed)                     //! undefined-operation
query P(calm > 0)                      //= 1
query E(level)                         //! undefined-operation
query E(level | k < 3)                 //= 1500000000001/1000000000000
query E(near)                          //= 2
query P(g[k + 1])                      //! undefined-operation
query P(g[k + 1] | k < 3)              //= 1/2
query E(max(i for i in 1..3 if g[i]))  //! undefined-operation
query E(max(i for i in 1..3 if g[i]) | g[1])  //= 9/4
query P(g[1] or not g[1] or 1 / 0 == 1)       //= 1
query E(speed - speed)                 //! undefined-operation
query P(speed == speed)                //! undefined-operation
query Cov(k, speed)                    //! undefined-operation
query E(k * (if never then 1 / 0 else 1))     //= 2
