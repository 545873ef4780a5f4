// rules: int.15
// No action reaches noise; a bracket may set it to a value, since it speaks of a unit.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
noise hidden ~ bernoulli(if um then 1/2 else 1/4)
var seen = hidden and um
query E(y | do(ux = 1))                      //! intervention
query E(y | do(um ~ bernoulli(1/2)))         //! intervention
query E(y | do(x = 1, ux = 0))               //! intervention
query E(y[ux = 1])                           //= 19/5
query E(y[ux = 0, um = 0])                   //= 7/4
query E(y[um = 1] | do(x = 0))               //= 2
query E(y[ux = 1] | x = 0)                   //= 14/5
query E(y[um = not um[]])                    //= 5/2
query E(y[um = z])                           //= 9/4
query P(y[um = 1, ux = 1] = 6, z)            //= 1/4
query P(seen[um = 1])                        //= 1/2
query P(seen[um = 1] | not um, hidden)       //! undetermined: hidden
query P(seen[um = 0] | seen)                 //! undetermined: hidden
query E(y[um ~ bernoulli(1/2)])              //! intervention
