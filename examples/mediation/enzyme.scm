// A drug cures, in part by an enzyme: Pearl, "The Causal Mediation Formula - A Guide to the Assessment of Pathways and Mechanisms" (2012),
// section 4.
import "effects"
model enzyme
var drug   ~ bernoulli(1/2)
var enzyme ~ bernoulli(if drug then 0.75 else 0.40)
var cured  ~ bernoulli(
  match drug, enzyme {
    true,  true  => 0.80
    true,  false => 0.40
    false, true  => 0.30
    false, false => 0.20
  }
)

query total    = TE(drug, cured)
query direct   = NDE(drug, cured, enzyme)
query indirect = NIE(drug, cured, enzyme)

// What of the effect would be left without the enzyme's response, and without all else.
query direct / total
query indirect / total
query 1 - direct / total

// The effect at a fixed enzyme, and along single paths.
query CDE(drug, cured, enzyme, false)
query CDE(drug, cured, enzyme, true)
query by_enzyme = PSE(drug, cured, enzyme)
query by_itself = PSE(drug, cured, cured)
assert total == direct - NIE(drug, cured, enzyme, to: false, from: true)
assert by_enzyme == indirect and by_itself == direct
