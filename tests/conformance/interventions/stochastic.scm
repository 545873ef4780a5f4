// rules: int.6, int.7, int.8
// A fresh draw that belongs to the intervention: the same target and law give the same draw, others are independent.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E(y | do(x ~ bernoulli(1/3)))                                     //= 31/15
query P(x[x ~ bernoulli(1/3)] = 1 | x = 1, z, m = 1)                    //= 1/3
query P(x[x ~ bernoulli(1/3)] = x[x ~ bernoulli(1/3)])                  //= 1
query P(x[x ~ bernoulli(1/3)] = x[x ~ bernoulli(2/6)])                  //= 1
query P(x[x ~ bernoulli(1/3)] = 1, x[x ~ bernoulli(1/2)] = 1)           //= 1/6
query P(x[x ~ bernoulli(1/3)] = x | do(x ~ bernoulli(1/3)))             //= 1
query P(x[x ~ bernoulli(1/3)] = x | do(x ~ bernoulli(1/4)))             //= 7/12
query P(x = 1, m = 1 | do(x ~ bernoulli(1/3), m ~ bernoulli(1/3)))      //= 1/9
query P(x[x ~ [3/4, 1/4]] = 1)                                          //= 1/4
query P(m[x ~ bernoulli(1/2)] = m[x ~ bernoulli(1/2), z = 1])           //= 1
query P(x[z = 1, x ~ bernoulli(if z then 1/2 else 1/4)] = 1, x[z = 0, x ~ bernoulli(if z then 1/2 else 1/4)] = 1)  //= 1/8
query P(x[z = 1, x ~ bernoulli(if z then 1/2 else 1/2)] = 1, x[z = 0, x ~ bernoulli(if z then 1/2 else 1/2)] = 1)  //= 1/4
query P(x[x ~ bernoulli(if z then 1/2 else 1/2)] = x[z = z[], x ~ bernoulli(if z then 1/2 else 1/2)])   //= 1
query P(x[x ~ bernoulli(if z[] then 1/2 else 1/4), z = 0] = 1)          //= 5/16
query E(y | do(x -> m ~ bernoulli(1/3)))                                //= 12/5
query P(y in {1, 2, 5, 6} | do(x ~ bernoulli(1/2), x -> m ~ bernoulli(1/2)), um = 0)   //= 1/2
query P(x = 1 | do(x ~ {0: 1/2, 2: 1/2}))                               //! domain
query P(x = 1 | do(x ~ bernoulli(3/2)))                                 //! probability
query P(x = 1 | do(x ~ 1/2))                                            //! type
