// rules: int.9, int.10, int.11
// An edge intervention changes what one mechanism reads: it stays when its source is set, and has no effect where its end is.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E(y | do(x -> m = 0))                      //= 11/5
query E(y[x -> m = 0])                           //= 11/5
query E(y | do(x -> y = 1))                      //= 7/2
query E(y | do(x -> m = 1 - x))                  //= 5/2
query P(m = x | do(x -> m = 1 - x))              //= 1/5
query E(y | do(x = 1, x -> m = 1 - x))           //= 16/5
query E(y[x = 1] | do(x -> m = 0))               //= 16/5
query E(y[m = 1] - m | do(x -> m = 0))           //= 14/5
query E(y[x -> m = x[z = 1]])                    //= 14/5
query E(y | do(x -> m = z))                      //= 47/20
query E(y[z = 1] | do(x -> m = z))               //= 34/5
query E(y | do(x -> m = 0, x -> y = 1))          //= 16/5
query E(y[x -> y = 0] | m = 1)                   //= 13/5
query P(y[x -> m = 0] = y)                       //= 1/2
query E(y[x -> m = 1] | do(x -> m = 0))          //= 14/5  //~ no-effect
query P(x = 1 | do(x -> m = 0), m = 1)           //= 1/2  //~ acted-evidence
