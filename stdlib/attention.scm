// SPDX-License-Identifier: MIT
// What a transformer written as a causal model needs: heads select positions and aggregate what stands there.
// Weiss, Goldberg and Yahav, "Thinking Like Transformers" (2021), whose language RASP has select and aggregate; Elhage et al., "A Mathematical
// Framework for Transformer Circuits" (2021); Olsson et al., "In-context Learning and Induction Heads" (2022).
//
// Tokens, keys, values and selections are families over the positions 1..n, or arrays. To patch an edge or a head, make what it computes a
// variable: `var m[j in 1..n] = k[j] == q`.

// ---- selecting: the positions that a head attends to ----

/// Those whose key equals the query q.
fn select_equal(keys, q) = [keys[j] == q for j in 1..len(keys)]

/// Of n positions those before position i; those up to it (a causal mask).
fn select_before(n, i) = [j < i for j in 1..n]
fn select_until(n, i) = [j <= i for j in 1..n]

/// Those that both select.
fn select_both(a, b) = [a[j] and b[j] for j in 1..len(a)]

/// How many positions are selected.
fn selected(m) = count(m[j] for j in 1..len(m))

// ---- aggregating: what a head writes ----

/// The mean of the selected values: attention that is uniform over what it selects; `none` if that is nothing.
fn aggregate(m, values, none = 0) =
  if selected(m) == 0 then none
  else sum(if m[j] then values[j] else 0 for j in 1..len(m)) / selected(m)

/// The share of token v among the selected: the entry v of the aggregated one-hot vectors.
fn aggregate_one_hot(m, tokens, v) =
  if selected(m) == 0 then 0 else count(m[j] and tokens[j] == v for j in 1..len(m)) / selected(m)

/// The value at the first and at the last selected position; `none` if there is none.
fn first_selected(m, values, none = 0) =
  if selected(m) == 0 then none else values[min(if m[j] then j else len(m) for j in 1..len(m))]
fn last_selected(m, values, none = 0) =
  if selected(m) == 0 then none else values[max(if m[j] then j else 1 for j in 1..len(m))]

/// The value at the position of the largest score: hard attention.
fn hard_attention(scores, values) = values[argmax(scores[j] for j in 1..len(scores))]

/// The mean of the values, weighted: attention with rational weights, not all 0.
fn weighted_attention(weights, values) =
  sum(weights[j] * values[j] for j in 1..len(weights)) / sum(weights[j] for j in 1..len(weights))

// ---- circuits ----

/// 1 where x is v, and 0 elsewhere.
fn one_hot(x, v) = if x == v then 1 else 0

/// A previous-token head: what stands before position i; `start` before the first.
fn previous_token(x, i, start) = if i == 1 then start else x[i-1]

/// An induction head at position i: the share of token v among the tokens that followed earlier occurrences of x[i]; 0 if there are none.
fn induction(x, i, v) =
  let followed = count(x[j-1] == x[i] for j in 2..i) in
  if followed == 0 then 0 else count(x[j-1] == x[i] and x[j] == v for j in 2..i) / followed
