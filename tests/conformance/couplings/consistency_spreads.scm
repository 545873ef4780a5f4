// rules: coup.9, coup.10
// What a condition fixes shows what else is fixed: given x = 1, y[x = 1] is y, so that y = 1 fixes both, and z[x = 1] is z.
var x ~ bernoulli(1/2)
var y ~ bernoulli(if x then 1/3 else 1/4)
var z ~ bernoulli(if y then 1/5 else 1/7)
var w ~ bernoulli(if z then 1/2 else 1/3)
query P(z[x = 1] | x = 1, z = 1)                 //= 1
query P(z[x = 1] | x = 1, y = 1, z = 1)          //= 1
query P(z[x = 1] | y = 1, z = 1, x = 1)          //= 1
query P(w[x = 1] | x = 1, y = 1, z = 0, w = 1)   //= 1
query P(w[y = 0] | x = 1, y = 0, z = 0, w = 0)   //= 0
query P(z[x = 1] | x = 1, y = 1)                 //= 1/5
query P(z[x = 0] | x = 1, y = 1, z = 1)          //! undetermined
query P(z[y = y[x = 1]] | x = 1, y = 1, z = 1)   //= 1
// Two conditions on one thing do not take each other for granted.
query P(y[y = y[z = 1]] | y[y = y[z = 1]], y)    //= 1  //~ no-effect
query P(y[x = 0] | y[y = y[z = 1]], y)           //! undetermined
query P(y[x = 0] | y, y[y = y[z = 1]])           //! undetermined
