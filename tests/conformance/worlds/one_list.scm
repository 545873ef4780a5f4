// rules: world.7
// Two lists behind one another are an error; one list says the same.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E(y[x = 1][z = 1])                 //! syntax
query E((y)[x = 1][z = 0])               //! syntax
query E(y[x = 1, m = m[x = 0][z = 1]])   //! syntax
query E(y[][x = 1])                      //! syntax
query E(y[x = 1, z = 1])                 //= 34/5
