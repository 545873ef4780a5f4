// SPDX-License-Identifier: MIT
// Is "look where the last token stood before, and say what followed it" what the transformer computes? That high-level model stands
// here beside the transformer. Interchange accuracy (Geiger et al., "Causal Abstractions of Neural Networks", 2021): over all inputs
// x and all others, how often do both still agree when a part of each has the value that it has on the other input?
model abstraction
import "induction_head.scm"

var other[i in 1..T] : 0..V-1 ~ uniform(0..V-1)

// The high-level model: what is sought, how often it stood before, what followed it.
var sought = x[T]
var found  = count(x[i] == sought for i in 1..T-1)
var after[v in 0..V-1] =
  if found == 0 then 0 else count(x[i] == sought and x[i+1] == v for i in 1..T-1) / found

/// The high-level model's `sought` is aligned with the query, with the key at t, with the value at t, with all of position t.
estimand query_is_sought() = P(
  all(
    ind[v][q = q[x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)
estimand key_is_sought(t) = P(
  all(
    ind[v][k[t] = k[t][x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)
estimand value_is_sought(t) = P(
  all(
    ind[v][w[t] = w[t][x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)
estimand position_is_sought(t) = P(
  all(
    ind[v][e[t] = e[t][x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)

query observed = P(all(ind[v] == after[v] for v in 0..V-1))
query query_is_sought()
query key[t in 2..T] = key_is_sought(t)
query value[t in 2..T] = value_is_sought(t)
query position[t in 1..T] = position_is_sought(t)
