// rules: diag.3, diag.2
// Rows without variables are checked when the file is loaded, all of them.
noise a ~ bernoulli(3/2)              //! probability
noise b : 1..3 ~ [1/2, 1/3, 1/4]      //! probability: 13/12
noise c ~ {1: 1/2, 1: 1/2}            //! probability
var d ~ bernoulli(if a then 2 else 1/2)
var e : 1..3 = 7                      //! domain
query P(d)
