// rules: world.4, world.5, world.6
// Conditions beside a do are read in the acted world; several do are one list, in any place among the conditions.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query P(y > 4 | do(z = 1), m = 1)              //= 1  //~ acted-evidence
query P(y > 4 | m[z = 1] = 1)                  //= 1/4
query P((y > 4)[z = 1] | (m = 1)[z = 1])       //= 1
query E(y | do(x = 0), m = 1)                  //= 2  //~ acted-evidence
query E(y[x = 0] | m = 1)                      //= 9/5
query E(y | do(x = 0), do(z = 1))              //= 21/5
query E(y | do(x = 0, z = 1))                  //= 21/5
query E(y | do(x = 0), m = 1, do(z = 1))       //= 5  //~ acted-evidence
query E(y | m = 1, do(z = 1, x = 0))           //= 5  //~ acted-evidence
query P(z | do(x = 1), y = 3)                  //= 0  //~ acted-evidence
query P(z | do(x = 1))                         //= 1/4  //~ no-effect
query E(y | do(x = 0), do(x = 1))              //! intervention
query E(y | do())                              //= 5/2
query E(y | do(x = 1 - z), do(z = 1))          //= 21/5
