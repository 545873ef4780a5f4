// Each mechanism of the standard library with a hundred parents.
model mechanisms_of_a_hundred
import "mechanisms"
const n = 100
noise there[i in 1..n] ~ bernoulli(i / (n + 1))
noise acts[i in 1..n] ~ bernoulli(1 / (i + 1))
noise strength[i in 1..n] ~ uniform(0..3)
var x[i in 1..n] = there[i]
var effect[i in 1..n] = if x[i] then strength[i] else 0

var or_law  ~ noisy_or(x, [1 / (i + 1) for i in 1..n], 1/100)
var and_law ~ noisy_and(x, [1 / (i + 1) for i in 1..n], 1/100)
var or_noise  = noisy_or_of(x, acts)
var and_noise = noisy_and_of(x, acts)
var strongest = noisy_max(effect, 0)
var sixty     = at_least(x, 60)
var half      = exactly(x, 50)
var most      = majority(x)
var odd       = parity(x)
var heavy     = threshold(x, [i % 7 for i in 1..n], 150)
var linear ~ linear_probability(x, [1 / (2 * n) for i in 1..n], 1/4)

query P(or_law)
query P(and_law)
query P(or_noise)
query P(and_noise)
query P(strongest = 2)
query P(sixty)
query P(half)
query P(most)
query P(odd)
query P(heavy)
query P(linear)
query P(not or_noise[x[5] = false] | or_noise, x[5])
