// Simpson's paradox with real numbers: Charig et al., "Comparison of treatment of renal calculi", British Medical Journal 292
// (1986). Open surgery (A) does better for small stones and for large ones, and worse overall, because it was mostly given for
// large ones.
model kidney_stones
var size      : {small, large} ~ [357/700, 343/700]
var treatment : {A, B} ~ match size { small => [87/357, 270/357]; large => [263/343, 80/343] }
var recovered ~ match size, treatment {
  small, A => bernoulli(81/87)
  large, A => bernoulli(192/263)
  small, B => bernoulli(234/270)
  large, B => bernoulli(55/80)
}

query rate[t in {A, B}, s in {small, large}] = P(recovered | treatment = t, size = s)
query seen[t in {A, B}] = P(recovered | treatment = t)
query done[t in {A, B}] = P(recovered | do(treatment = t))

assert all(
  P(recovered | treatment = A, size = s) > P(recovered | treatment = B, size = s)
  for s in {small, large}
)
assert P(recovered | treatment = A) < P(recovered | treatment = B)
assert P(recovered | do(treatment = A)) > P(recovered | do(treatment = B))
