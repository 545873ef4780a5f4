// rules: val.17
// A constant outside a declared domain is refused where it is assigned; comparing with one is no error.
var dose : 1..3 = 2
var colour : {red, green} = red
const k = 4
noise u ~ bernoulli(1/2)
var effect : {0, 5} = if u then 5 else 0
query P(effect = 5 | do(dose = 4))     //! domain
query P(effect[dose = k] = 5)          //! domain
query P(effect[dose = k - 1] = 5)      //= 1/2  //~ no-effect
query P(dose = 5/2 | do(dose = 5/2))   //! domain
query P(dose = 1 | do(dose ~ {0: 1/2, 1: 1/2}))  //! domain
query P(effect = 5 | do(effect = 5))   //= 1
query P(effect = 5 | do(effect = 4))   //! domain
query P(colour = red | do(colour = blue))  //! name
query P(dose = 4)                      //= 0
query P(dose < 9, dose in 2..8)        //= 1
