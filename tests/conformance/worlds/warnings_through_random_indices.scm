// rules: diag.6, idx.4
// A path may lead through a random index that an intervention turns elsewhere.
noise day ~ uniform(1..2)
var chosen = day
var luck ~ bernoulli(1/2)
var prize[1] = true
var prize[2] = true
var prize[3] ~ bernoulli(if luck then 9/10 else 1/5)
var won = prize[chosen]
query P(won | do(chosen = 3, luck = true))  //= 9/10
query P(won | do(chosen = 2, prize[1] = false))  //= 1
query P(day = 1 | do(luck = true))          //= 1/2  //~ no-effect
