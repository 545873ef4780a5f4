// rules: decl.1
// Everything may be used before it stands: constants, types, functions, variables, families, estimands, the model's name.
query base = P(wet)              //= 3/4
query mean(level) - base         //! undefined-operation
query E(height) - base           //= 11/8
var level : Depth = depth[last] + twice(wet)
var height = depth[last] + twice(wet) + half
estimand mean(x) = E(x)
var wet = rain or sprinkler
fn twice(x) = half + half * x
var depth[t in 1..last] : Depth = if t == 1 then wet else depth[t - 1]
noise sprinkler ~ bernoulli(chance)
type Depth = 0..last
const half = chance
const last = 1 + 2
noise rain ~ bernoulli(chance)
const chance = 1 / (last - 1)
model garden
query mean(depth[2]) == base     //= true
