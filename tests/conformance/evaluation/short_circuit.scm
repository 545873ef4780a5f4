// rules: eval.1, eval.4
// Connectives, any and all go from the left and stop when they are decided; if and match evaluate what they choose.
noise a ~ uniform(0..2)
noise b ~ bernoulli(1/2)
var ratio = 6 / a
query P(a > 0 and ratio > 3)                        //= 1/3
query P(ratio > 3 and a > 0)                        //! undefined-operation
query P(a == 0 or ratio > 3)                        //= 2/3
query P(ratio > 3 or a == 0)                        //! undefined-operation
query P(a > 0 implies ratio > 3)                    //= 2/3
query P(a > 0 xor ratio > 3)                        //! undefined-operation
query P(b and (a == 0 or ratio > 3))                //= 1/3
query P(any(i == 0 or 6 / i == 3 for i in 0..2))    //= 1
query P(any(k == 1 or 1 / (k - 2) == 5 for k in 1..2))     //= 1
query P(any(1 / (k - 2) == 5 or k == 1 for k in 2..3))     //! undefined-operation
query P(all(a > k and 6 / (a - k) > 2 for k in 0..1))      //= 1/3
query P(all(6 / (a - k) > 2 and a > k for k in 0..1))      //! undefined-operation
query E(if a == 0 then 0 else ratio)                //= 3
query E(match a { 0 => 0; _ => ratio })             //= 3
query E(sum(ratio for i in 1..1 if a > 0))          //= 3
query P(not (a == 0 or ratio < 4))                  //= 1/3
query 1 == 1 or 1 / 0 == 1                          //= true
query 1 == 2 implies 1 / 0 == 1                     //= true
query 1 / 0 == 1 or 1 == 1                          //! undefined-operation
