// rules: coup.4, coup.2
// The same law under both couplings: independent responses leave what was seen without a bearing on other values of the parents.
var x ~ uniform(0..2)
var z ~ bernoulli(1/2)
var i ~ bernoulli(if z then x / 2 else 1/4) coupling independent
var q ~ bernoulli(if z then x / 2 else 1/4) coupling quantile
query P(i[x = 1] | x = 2, z, i)              //= 1/2
query P(i[x = 1, z = 0] | x = 1, z, i)       //= 1/4
query P(q[x = 1, z = 0] | x = 1, z, q)       //= 1/2
query P(i[x = 0, z = 0], i[x = 1, z = 0])    //= 1/16
query P(q[x = 0, z = 0], q[x = 1, z = 0])    //= 1/4
query P(i[x = 1, z = 1], i[x = 1, z = 0])    //= 1/8
query P(i[x = 1] | x = 1, i)                 //= 1
query P(i[x = 1] = i[x = 1, z = z[]])        //= 1
query P(i[x = 1], i[x = 2], not i[x = 0])    //= 35/128
query E(i)                                   //= 3/8
query E(q)                                   //= 3/8
