// SPDX-License-Identifier: MIT
// Effects of one variable on another. In each, `x` is the cause and `y` the effect (a number or a bool); `to` and `from` are
// the values of x that are compared, by default the last and the first of its domain. `m` is a mediator or a set of mediators.
// NAME(… | c) restricts an effect to the units where c holds.

/// Average treatment effect: E(y_to) - E(y_from).
/// Pearl, Causality (2009), section 3.2; Rubin (1974).
estimand ATE(x, y, to = last(domain(x)), from = first(domain(x))) = E(y[x = to]) - E(y[x = from])

/// Effect of treatment on the treated: E(y_to - y_from | x = to), what the treated gained by it.
/// Pearl, Causality, section 8.2.5; Shpitser and Pearl (2009).
estimand ETT(x, y, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = to] - y[x = from] | x = to)

/// Natural direct effect: of changing x from `from` to `to` while each mediator stays as it would have been under `from`.
/// Pearl, "Direct and Indirect Effects" (2001), definition 6.
estimand NDE(x, y, m, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = to, v = v[x = from] for v in m]) - E(y[x = from])

/// Natural indirect effect: of changing each mediator to what it would have been under `to`, while x stays at `from`.
/// Pearl (2001), definition 8. ATE(x, y, to, from) = NDE(x, y, m, to, from) - NIE(x, y, m, from, to).
estimand NIE(x, y, m, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = from, v = v[x = to] for v in m]) - E(y[x = from])
