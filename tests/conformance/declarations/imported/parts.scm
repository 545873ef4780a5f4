// A module with something of every kind.
model parts
enum Size { small, large }
const ratio = 3
param chance = 1/4
fn scaled(x) = ratio * x
estimand total(x, y) = E(x) + E(y)
var draw ~ uniform(1..2)
latent var size : Size = if draw == 1 then small else large
var flow[t in 1..2] : 0..2 ~ {0: 1 - draw / 4, 2: draw / 4}
query answer = E(draw)
assert E(draw) == 0
default coupling quantile
type Amount = 0..10
