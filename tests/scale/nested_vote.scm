// Three of five, written as nested conditionals, twenty times.
noise a[i in 1..5, k in 1..20] ~ bernoulli(1/2 + k/100)
var g[k in 1..20] =
  if a[1, k] then (
    if a[2, k] then (if a[3, k] then true else if a[4, k] then true else a[5, k])
    else (if a[3, k] then (if a[4, k] then true else a[5, k]) else (if a[4, k] then a[5, k] else false))
  ) else (
    if a[2, k] then (if a[3, k] then (if a[4, k] then true else a[5, k]) else (if a[4, k] then a[5, k] else false))
    else (if a[3, k] then (if a[4, k] then a[5, k] else false) else false)
  )
query P(all(g[k] for k in 1..20))
query P(all(g[k] for k in 1..20)[a[1, 1] = false] | g[1])
