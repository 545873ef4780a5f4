// SPDX-License-Identifier: MIT
// Distributions for exogenous variables, all of them exact: `noise u ~ die()`.

/// A fair coin, as a bool.
fn coin() = bernoulli(1/2)

/// A fair die: 1..n.
fn die(n = 6) = uniform(1..n)

/// -1 or 1.
/// Rademacher (1922).
fn sign_flip(p = 1/2) = {-1: p, 1: 1 - p}

/// The sum of two dice less 2: 0..2n with its peak at n.
fn triangular(n) = {k: (n + 1 - abs(k - n)) / (n + 1)^2 for k in 0..2*n}

/// A bell around 0: -n..n, the binomial distribution of 2n fair coins less n. Its variance is n/2.
fn bell(n) = {k: choose(2 * n, n + k) / 4^n for k in -n..n}

/// The number of failures before the first success, 0..n; n stands for n and more.
fn geometric(p, n) = {k: if k < n then p * (1 - p)^k else (1 - p)^n for k in 0..n}

/// Rank k in 1..n has a probability in proportion to 1/k.
/// Zipf (1949).
fn zipf(n) = normalize({k: 1 / k for k in 1..n})

/// The number of successes in n draws whose probability of success is itself drawn, from a Beta distribution with whole a and b: also of
/// red balls drawn from Pólya's urn, which begins with a red ones and b others.
/// Eggenberger and Pólya (1923).
fn beta_binomial(n, a, b) = {k: choose(n, k)
  * product(a + i for i in 0..k-1)
  * product(b + i for i in 0..n-k-1)
  / product(a + b + i for i in 0..n-1)
  for k in 0..n}

/// Uniform, but for one value that stands out: with probability p it is v, otherwise any of S.
fn contaminated(v, p, S) = normalize({w: (1 - p) / len(S) + (if w == v then p else 0) for w in S})
