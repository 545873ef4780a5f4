// SPDX-License-Identifier: MIT
// Two treatments of kidney stones, 350 patients each (Charig et al., 1986), as one sees them who does not know the size
// of the stones: 273 recovered under A, 289 under B. Something hidden may stand behind both the choice of treatment and
// recovery. Whatever its strength, what is seen stays as it was seen (VanderWeele and Arah, 2011, "Bias formulas for
// sensitivity analysis of unmeasured confounding").
model hidden_confounder
param effect      = -1 / 5  // of the hidden cause on recovery, under either treatment
param share_a     = 3/4  // of patients under A that have it
param share_b     = 1/4  // and under B
const recovered_a = 273/350
const recovered_b = 289/350

var hidden ~ bernoulli((share_a + share_b) / 2)
var treatment : {A, B} ~
  if hidden then [share_a / (share_a + share_b), share_b / (share_a + share_b)]
  else [(1 - share_a) / (2 - share_a - share_b), (1 - share_b) / (2 - share_a - share_b)]
var recovered ~ bernoulli(
  if treatment == A then recovered_a + effect * (hidden - share_a)
  else recovered_b + effect * (hidden - share_b)
)

query seen = P(recovered | treatment = A) - P(recovered | treatment = B)  //= -8/175
query done = P(recovered | do(treatment = A)) - P(recovered | do(treatment = B))  //= 19/350
