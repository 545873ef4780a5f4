// rules: eval.5, eval.3
// Conditions of probability 0 give an error, never a number - whatever the event, and also where the answer could not depend on them.
noise a ~ uniform(0..2)
noise b ~ bernoulli(1/2)
var c = a > 0 and b
query P(b | a > 2)                       //! undefined-condition
query P(true | a > 2)                    //! undefined-condition
query P(false | a > 2)                   //! undefined-condition
query P(b | c, not b)                    //! undefined-condition
query P(b | not (b or not b))            //! undefined-condition
query E(3 | a == 5)                      //! undefined-condition
query E(a - a | c, a = 0)                //! undefined-condition
query Var(a | a < 0)                     //! undefined-condition
query Cov(a, b | c, not b)               //! undefined-condition
query dist(a | c, not b)                 //! undefined-condition
query map(a | c, not b)                  //! undefined-condition
query marginals( | c, not b)             //! undefined-condition
query P(b | do(c = 1), not c)            //! undefined-condition
query P(c | false)                       //! undefined-condition
query 0 * P(b | a > 2)                   //! undefined-condition
query if true then 1 else P(b | a > 2)   //= 1
query E(1 / a | a > 2)                   //! undefined-condition
query P(b | a > 2, 1 / a > 1)            //! undefined-condition
query P(b | false, 1 / a > 1)            //! undefined-condition
query P(b | 1 / a > 1, a > 2)            //! undefined-operation
