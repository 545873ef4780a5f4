// rules: int.15
// No intervention reaches noise, in an action or in a bracket; conditions do.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E(y | do(ux = 1))                      //! intervention: `ux` is noise
query E(y | do(um ~ bernoulli(1/2)))         //! intervention
query E(y | do(x = 1, ux = 0))               //! intervention
query E(y[ux = 1])                           //! intervention: `ux` is noise
query E(y[x = 1, um = not um[]])             //! intervention
query E(y[ux -> x = 1])                      //! intervention
query E(y | ux)                              //= 19/5
query E(y[x = 1] | um)                       //= 3
