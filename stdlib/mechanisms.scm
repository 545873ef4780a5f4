// SPDX-License-Identifier: MIT
// Mechanisms that many models need. Those that give a distribution stand right of `~`, the others right of `=`.
//
// `x` is what the mechanism reads. Where its members are alike, x is a family or a set of variables: `vote`, `{a, b, c}`. Where each has a
// number of its own, x and the numbers are arrays or families counted from 1: `noisy_or([a, b], [1/2, 1/3])`. All keep their chain: a
// hundred parents need no table over all of them.

// ---- causes that act independently ----

/// Noisy-or: each cause x[i] that is there brings the effect about with probability p[i], and nothing does with probability `leak`.
/// Pearl, Probabilistic Reasoning in Intelligent Systems (1988), section 4.3.2; leak: Henrion (1987).
fn noisy_or(x, p, leak = 0) =
  bernoulli(1 - (1 - leak) * product(if x[i] then 1 - p[i] else 1 for i in 1..len(p)))

/// Noisy-and, the dual: each condition x[i] that is missing prevents the effect with probability p[i], and something else does with
/// probability `leak`.
/// Díez and Druzdzel, Canonical Probabilistic Models for Knowledge Engineering (2006).
fn noisy_and(x, p, leak = 0) =
  bernoulli((1 - leak) * product(if x[i] then 1 else 1 - p[i] for i in 1..len(p)))

/// The same as mechanisms, with noise that says which causes are active, or which missing conditions matter: so they answer counterfactuals.
/// `noise active[i in 1..n] ~ bernoulli(p[i])`.
fn noisy_or_of(x, active, leak = false) = leak or any(x[i] and active[i] for i in 1..len(active))
fn noisy_and_of(x, matters, leak = false) =
  not leak and all(x[i] or not matters[i] for i in 1..len(matters))

/// Noisy-max: the strongest of the effects that each cause has by itself, `var effect[i in 1..n] : 0..2 ~ cpt[i, ord(x[i])]`, or `leak`.
/// Henrion (1989); Díez (1993).
fn noisy_max(effects, leak) = max(leak, max(effect for effect in effects))

/// Noisy-min, the dual.
fn noisy_min(effects, leak) = min(leak, min(effect for effect in effects))

// ---- counts ----

/// At least, exactly, at most k of them.
fn at_least(x, k) = count(v for v in x) >= k
fn exactly(x, k) = count(v for v in x) == k
fn at_most(x, k) = count(v for v in x) <= k

/// More than half.
fn majority(x) = 2 * count(v for v in x) > len(x)

/// An odd number of them.
fn parity(x) = count(v for v in x) % 2 == 1

// ---- sums ----

/// Linear score: bias + the sum of w[i] x[i]. With noise added it is a linear structural equation.
fn score(x, w, bias = 0) = bias + sum(w[i] * x[i] for i in 1..len(w))

/// Whether the linear score reaches t: a threshold unit.
/// McCulloch and Pitts (1943).
fn threshold(x, w, t) = sum(w[i] * x[i] for i in 1..len(w)) >= t

/// A bool whose probability is the linear score, cut off at 0 and 1.
fn linear_probability(x, w, base = 0) =
  bernoulli(clamp(base + sum(w[i] * x[i] for i in 1..len(w)), 0, 1))

// ---- tables ----

/// The entry of a table for bools x[1], x[2], … in the order of a truth table: all false first, x[1] changing slowest.
fn lookup(x, table) = table[1 + sum(2^(len(x) - i) * x[i] for i in 1..len(x))]

/// A bool with the probability that the table has there.
fn bernoulli_table(x, table) = bernoulli(table[1 + sum(2^(len(x) - i) * x[i] for i in 1..len(x))])

/// A bool as it is, or with probability p reversed: a binary symmetric channel.
/// Shannon (1948).
fn noisy_copy(x, p) = bernoulli(if x then 1 - p else p)

// ---- gates ----

fn nand(a, b) = not (a and b)
fn nor(a, b) = not (a or b)
fn xnor(a, b) = not (a xor b)

/// One of two, as s says.
fn mux(s, a, b) = if s then a else b

// ---- response types ----

/// How a unit's outcome responds to a bool treatment: every mechanism from a bool to a bool is a mixture of these four.
/// Balke and Pearl (1994); "principal strata" in Frangakis and Rubin (2002).
enum Response { never, complier, defier, always }

/// What a unit of this type does.
/// `noise response : Response ~ [1/4, 1/2, 0, _]`, `var y = respond(response, x)`.
fn respond(response, x) = match response {
  never    => false
  complier => x
  defier   => not x
  always   => true
}
