// rules: eval.3, eval.4
// Conditions come first, from the left; the event only where all hold. A comma is `and`.
noise a ~ uniform(0..3)
noise b ~ bernoulli(1/2)
var ratio = 6 / a
query P(ratio > 2 | a > 0)                //= 2/3
query P(ratio > 2, a > 0)                 //! undefined-operation
query P(a > 0, ratio > 2)                 //= 1/2
query P(b | a > 0, ratio > 2)             //= 1/2
query P(b | ratio > 2, a > 0)             //! undefined-operation
query P(b | a > 0 and ratio > 2)          //= 1/2
query P(a > 0 | ratio > 2)                //! undefined-operation
query E(ratio | a != 0)                   //= 11/3
query E(1 / (a - 1) | a > 1)              //= 3/4
query dist(ratio | a > 1)                 //= {2: 1/2, 3: 1/2}
query P(b or ratio > 2 | a > 0)           //= 5/6
query P(ratio > 0 | a == 0 or a == 2)     //! undefined-operation
query P(ratio > 0 | a > 0, b or not b)    //= 1
