// rules: fold.3, fold.5
// Because nothing else is folded, an idle parent makes a counterfactual undetermined, and a dropped one does not.
const detailed = false
noise u ~ bernoulli(1/2)
var x = u
var idle ~ bernoulli(if x and false then 1/2 else 1/4)
var free ~ bernoulli(if detailed and x then 1/2 else 1/4)
query P(free[x = true] | not x, free)   //= 1  //~ no-effect
query P(idle[x = true] | not x, idle)   //! undetermined: idle
query P(idle[x = true] | not x)         //= 1/4
