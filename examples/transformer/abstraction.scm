// SPDX-License-Identifier: MIT
// Is "look where the last token stood before, and say what followed it" what the transformer computes? That high-level model stands
// here beside the transformer. Interchange accuracy (Geiger et al., "Causal Abstractions of Neural Networks", 2021): over all inputs
// x and all others, how often do both still agree when a part of each has the value that it has on the other input?
model abstraction
import "induction_head.scm"

var other[i in 1..T] : 0..V-1 ~ uniform(0..V-1)

// The high-level model: the token that is sought, the one before each position, and what stands where they are the same.
var sought = x[T]
var before[t in 2..T] = x[t-1]
var found = count(before[t] == sought for t in 2..T)
var after[v in 0..V-1] =
  if found == 0 then 0 else count(before[t] == sought and x[t] == v for t in 2..T) / found

/// The high-level model's `sought` is aligned with the query, with the key at t, with all of position t.
estimand sought_is_query() = P(
  all(
    ind[v][q = q[x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)
estimand sought_is_key(t) = P(
  all(
    ind[v][k[t] = k[t][x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)
estimand sought_is_position(t) = P(
  all(
    ind[v][e[t] = e[t][x[i] = other[i] for i in 1..T]]
      == after[v][sought = sought[x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)
/// The token before t is aligned with the key at j.
estimand before_is_key(t, j) = P(
  all(
    ind[v][k[j] = k[j][x[i] = other[i] for i in 1..T]]
      == after[v][before[t] = before[t][x[i] = other[i] for i in 1..T]]
    for v in 0..V-1
  )
)

query observed = P(all(ind[v] == after[v] for v in 0..V-1))

// Right.
query sought_is_query()
query key[t in 2..T] = before_is_key(t, t)

// Wrong: by one position; the key for the query; all of a position for what it says as query.
query shifted[t in 2..T] = before_is_key(t, t - 1)
query swapped[t in 2..T] = sought_is_key(t)
query position[t in 1..T] = sought_is_position(t)
