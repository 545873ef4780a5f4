// Pearl's numbers for the front door: Causality, section 3.3.3, table 3.1. Half of the people smoke; 95 of 100 smokers have tar in their
// lungs, 5 of 100 others. A genotype decides who smokes, and with tar who falls ill.
import "effects"
model smoking
latent var genotype ~ bernoulli(1/2)
var smoking = genotype
var tar    ~ bernoulli(if smoking then 0.95 else 0.05)
var cancer ~ bernoulli(
  match genotype, tar {
    false, false => 0.10
    true,  false => 0.90
    false, true  => 0.05
    true,  true  => 0.85
  }
)

query P(cancer | smoking)
query P(cancer | not smoking)
query P(cancer | do(smoking = true))
query P(cancer | do(smoking = false))
query frontdoor(smoking, tar, cancer)
query frontdoor(smoking, tar, cancer, to: false)
query ATE(smoking, cancer)
