// rules: coup.8, coup.10
// Interventions that no path leads from do not make another instance: other branches, descendants, causes that are cut off.
var z ~ bernoulli(1/2)
var side ~ bernoulli(if z then 1/3 else 2/3)
var x ~ bernoulli(if z then 1/5 else 3/5)
var y ~ bernoulli(if x then 1/4 else 3/4)
var after ~ bernoulli(if y then 1/2 else 1/6)
query P(y[side = 1] = y[side = 0])            //= 1  //~ no-effect //~ no-effect
query P(y[after = 1] = y)                     //= 1  //~ no-effect
query P((y and side)[x = 1, z = 1], not y[x = 1])   //= 0
query P((y and side)[x = 1, z = 1], y[x = 1])       //= 1/12
query P(y[x = 1] | side, z)                   //= 1/4
query P(y[z = 1] = y[z = 0])                  //! undetermined
query P(y[z = 1], side[z = 0])                //= 13/30
query P(after[z = 1] | not after, side)       //! undetermined
query P(after[z = 1] | side)                  //= 23/60
