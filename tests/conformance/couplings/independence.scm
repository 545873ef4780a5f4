// rules: coup.1
// The hidden randomness of different variables is independent, in every world; what they share must be written.
var x ~ bernoulli(1/3)
latent var h ~ bernoulli(1/2)
var a ~ bernoulli(if x then 3/4 else 1/4)
var b ~ bernoulli(if x then 3/4 else 1/4)
var c ~ bernoulli(if h then 1 else 1/2)
var d ~ bernoulli(if h then 1 else 1/2)
query P(a = b | x)                   //= 5/8
query P(a, b)                        //= 11/48
query P(c, d)                        //= 5/8
query P(d | c)                       //= 5/6
query P(d | do(c = 1))               //= 3/4  //~ no-effect
query P(b[x = 1] | a, not x)         //= 3/4
query P(a[x = 1], not b[x = 0])      //= 9/16
