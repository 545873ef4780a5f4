// Dynamic treatment regimes: treat at each visit where the symptom shows, always, or never. A symptom stays until a treatment
// works; treating has a price of its own.
model regimes
const T = 3
noise flare[t in 0..T] ~ bernoulli(1/5)
noise works[t in 1..T] ~ bernoulli(3/4)
noise doctor[t in 0..T] ~ bernoulli(1/2)

var symptom[t in 0..T] = flare[t] or (t > 0 and symptom[t-1] and not (treated[t-1] and works[t]))
var treated[t in 0..T] = symptom[t] and doctor[t]  // as it is done now
var burden = 2 * count(symptom[t] for t in 0..T) + count(treated[t] for t in 0..T)

query as_now  = E(burden)
query dynamic = E(burden | do(treated[t] = symptom[t] for t in 0..T))
query always  = E(burden | do(treated[_] = true))
query never   = E(burden | do(treated[_] = false))

// A patient had the symptom at visits 0 and 1 and was left untreated. What would the regime have saved exactly this patient?
query saved = E(
  burden - burden[treated[t] = symptom[t] for t in 0..T]
  | symptom[0], symptom[1], not treated[0], not treated[1]
)
