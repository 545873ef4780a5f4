// Did the drug kill Mr A? Pearl, Causality, section 9.3.4, table 9.2: of 1000 who got the drug in an experiment 16 died, of 1000 who did not 14;
// of those who chose, 2 of 1000 with the drug died, and 28 of 1000 without. Both together leave no doubt. The model below is one of those with
// these numbers; the bounds hold for all of them.
import "effects"
import "mechanisms"
model responsibility
noise chooses ~ bernoulli(1/2)
noise response : Response ~
  if chooses then [998/1000, 2/1000, 0, 0] else [970/1000, 2/1000, 0, 28/1000]
var drug  = chooses
var death = respond(response, drug)

assert P(death | do(drug = true)) == 16/1000 and P(death | do(drug = false)) == 14/1000
assert P(death | drug) == 2/1000 and P(death | not drug) == 28/1000
query ERR(drug, death)
query CERR(drug, death)
query PN_lower(drug, death)
query PN_upper(drug, death)
query PN(drug, death)
query PS_lower(drug, death)
query PS_upper(drug, death)
query PNS_lower(drug, death)
query PNS_upper(drug, death)
