// rules: decl.10
// A law of noise mentions no variable, not even by way of a function or a family.
var x ~ bernoulli(1/2)
fn half(p) = bernoulli(p / 2)
noise a ~ bernoulli(x / 2)                    //! type: `x`
noise b ~ half(x)                             //! type: `x`
noise c ~ if x then {1: 1} else {2: 1}        //! type: `x`
noise d ~ {x + 1: 1}                          //! type: `x`
noise e[k in 1..2] ~ bernoulli(k / 4)
