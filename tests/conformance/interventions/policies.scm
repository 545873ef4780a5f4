// rules: int.2, int.3, int.4
// Plain names are read in the world being evaluated, also in worlds made from it; bracketed ones start from the world the list is written in.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E(y | do(x = 1 - z))                       //= 63/20
query E(y[z = 1] | do(x = 1 - z))                //= 21/5
query E(y[z = 1] | do(x = x[]))                  //= 11/2
query E(y[z = 0] | do(x = x[]))                  //= 3/2
query E(y[x = 1, m = m[x = 0]])                  //= 16/5
query E(y[x = 1, m = m[]] | do(z = 1))           //= 34/5
query E(y[x = 0, m = m[]] | do(z = 1))           //= 24/5
query E(y | do(m = m[x = 0], z = 1))             //= 31/5
query E(y | do(z = 1, x = x[z = 0]))             //= 76/15
query E(y[x = 1 - x[]])                          //= 5/2
query E(y[x = 1 - x[]] | do(z = 1))              //= 21/5
query E(y[m = m[x = 0, z = x[z = 1]]])           //= 11/5
query E(y[x = x[z = z[] or z[z = 1]]])           //= 19/5
query E(y[x = z, z = 1])                         //= 34/5
query E(y | do(x = if ux then 0 else 1))         //= 44/15
query E(y | do(m = um + 0))                      //= 11/5
