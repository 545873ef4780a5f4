// rules: world.1, world.2, world.3
// y is y in the world of the do, if there is one; brackets start from there; all worlds share their noise.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E(y)                                  //= 5/2
query E(y | do(x = 1))                      //= 19/5
query E(y[x = 1])                           //= 19/5
query E(y[z = 1] | do(x = 0))               //= 21/5
query E(y[x = 0, z = 1])                    //= 21/5
query E(y[x = 1] | y = 0)                   //= 3
query E(y[x = 1] - y | y = 1)               //= 1
query P(m[x = 1] = m[x = 0])                //= 0
query P(y[x = 1] = 6 | y in 0..1)           //= 0
query E(y[z = 1] | do(z = 0), y = 0)        //= 7  //~ acted-evidence
query E(y * y[x = 0])                       //= 73/10
query P(x[] = x, y[] = y, y[x = x[]] = y)   //= 1
query E(y[] | do(z = 1))                    //= 34/5
