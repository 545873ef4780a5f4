// SPDX-License-Identifier: MIT
// A clinic treats by severity and age, and by what its records do not have: whether a patient is frail.
model clinic
enum Severity { mild, moderate, severe }
enum Treatment { none, drug, surgery }

latent var frail ~ bernoulli(1/3)
var old          ~ bernoulli(if frail then 3/5 else 3/10)
var severity : Severity ~ if frail then [1/5, 2/5, 2/5] else [1/2, 3/10, 1/5]
// The surgeons' practice: they leave the frail alone.
var treatment : Treatment ~ match severity, frail {
  mild,     false => [6/10, 3/10, 1/10]
  mild,     true  => [7/10, 5/20, 1/20]
  moderate, false => [1/10, 4/10, 5/10]
  moderate, true  => [3/10, 6/10, 1/10]
  severe,   false => [1/10, 1/10, 8/10]
  severe,   true  => [3/10, 6/10, 1/10]
}

fn untreated(s) = match s { mild => 17/20; moderate => 13/20; severe => 9/20 }
fn drug_gains(s) = match s { mild => 1/20; moderate => 3/20; severe => 1/10 }
fn surgery_gains(s, frail, old) =
  (match s { mild => -1 / 10; moderate => 1/10; severe => 1/4 }) - frail / 10 - old / 20
var recovered ~ bernoulli(
  untreated(severity)
  - frail / 5
  - old / 20
  + (match treatment {
    none    => 0
    drug    => drug_gains(severity)
    surgery => surgery_gains(severity, frail, old)
  })
)
var cost : {0, 1, 6} = match treatment { none => 0; drug => 1; surgery => 6 }

query practice  = P(recovered)
query costs_now = E(cost)
