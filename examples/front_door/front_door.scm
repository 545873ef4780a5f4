// The front door: Pearl, Causality, section 3.3.2. A gene that nobody measures inclines people to smoke and to cancer; all of
// smoking's effect goes through tar. The effect can then be computed from what is seen alone.
model front_door
latent var gene ~ bernoulli(1/3)
var smoking     ~ bernoulli(if gene then 4/5 else 1/4)
var tar         ~ bernoulli(if smoking then 9/10 else 1/20)
var cancer      ~ match tar, gene {
  false, false => bernoulli(1/20)
  false, true  => bernoulli(3/10)
  true,  false => bernoulli(1/5)
  true,  true  => bernoulli(3/5)
}

query P(cancer | smoking)
query P(cancer | do(smoking = true))
query effect = P(cancer | do(smoking = true)) - P(cancer | do(smoking = false))

// The front-door formula uses neither the gene nor an intervention.
fn chance(yes, p) = if yes then p else 1 - p
query formula = sum(
  chance(t, P(tar | smoking))
  * sum(P(cancer | tar = t, smoking = s) * chance(s, P(smoking)) for s in bool)
  for t in bool
)
assert formula == P(cancer | do(smoking = true))
