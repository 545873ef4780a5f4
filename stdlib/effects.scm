// SPDX-License-Identifier: MIT
// The named quantities of causal inference.
//
// In each, `x` is the cause and `y` the effect: a variable, or an event such as `letter = strong` where a mean is asked for. `to` and
// `from` are the values of x that are compared, by default the last and the first of its domain; `hit` is the value of y that counts,
// by default the last. `m` is a mediator or a set of mediators, `z` what is adjusted for. NAME(… | c) restricts a quantity to the units
// where c holds. Y_x stands for `y[x = …]`, the y that a unit would have had.

// ---- total effects ----

/// Average treatment effect: E(Y_to) - E(Y_from).
/// Rubin (1974); Pearl, Causality (2009), section 3.2.
estimand ATE(x, y, to = last(domain(x)), from = first(domain(x))) = E(y[x = to]) - E(y[x = from])

/// Total effect, as it is called where it is divided among paths: the same as ATE.
/// Pearl, "Direct and Indirect Effects" (2001), section 2.
estimand TE(x, y, to = last(domain(x)), from = first(domain(x))) = E(y[x = to]) - E(y[x = from])

/// Total variation: what is seen, E(y | x = to) - E(y | x = from), be it effect or confounding. Also the demographic disparity.
/// Zhang and Bareinboim, "Fairness in Decision-Making" (2018).
estimand TV(x, y, to = last(domain(x)), from = first(domain(x))) = E(y | x = to) - E(y | x = from)

/// Effect of treatment on the treated: E(Y_to - Y_from | x = to), what the treated gained by it. Also ATT.
/// Heckman (1992); Pearl, Causality, section 8.2.5; Shpitser and Pearl (2009).
estimand ETT(x, y, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = to] - y[x = from] | x = to)

/// Effect of treatment on the untreated: E(Y_to - Y_from | x = from), what the untreated would gain by it. Also ATU.
/// With two values of x, ETT P(x = to) + ETU P(x = from) = ATE.
estimand ETU(x, y, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = to] - y[x = from] | x = from)

/// Local average treatment effect, of those whom the instrument z moves from `from` to `to` (the compliers).
/// Imbens and Angrist (1994); Angrist, Imbens and Rubin (1996).
estimand LATE(
  z,
  x,
  y,
  to = last(domain(x)),
  from = first(domain(x)),
  on = last(domain(z)),
  off = first(domain(z))
) = E(y[x = to] - y[x = from] | x[z = on] = to, x[z = off] = from)

/// What the instrument z estimates of a numeric or bool x: the LATE, if z acts on y through x alone, is independent of all else, and moves
/// nobody away from x.
/// Wald (1940); Imbens and Angrist (1994), theorem 1.
estimand wald(z, x, y, on = last(domain(z)), off = first(domain(z))) =
  (E(y | z = on) - E(y | z = off)) / (E(x | z = on) - E(x | z = off))

// ---- direct and indirect effects ----

/// Controlled direct effect: of changing x while each mediator is held at the value `at`.
/// Pearl (2001), section 3.1; Robins and Greenland (1992).
estimand CDE(x, y, m, at, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = to, v = at for v in m]) - E(y[x = from, v = at for v in m])

/// Natural direct effect: of changing x from `from` to `to` while each mediator stays as it would have been under `from`.
/// Pearl (2001), definition 6; "pure direct effect" in Robins and Greenland (1992).
estimand NDE(x, y, m, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = to, v = v[x = from] for v in m]) - E(y[x = from])

/// Natural indirect effect: of changing each mediator to what it would have been under `to`, while x stays at `from`.
/// TE(x, y, to, from) = NDE(x, y, m, to, from) - NIE(x, y, m, from, to).
/// Pearl (2001), definition 8 and theorem 3.
estimand NIE(x, y, m, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = from, v = v[x = to] for v in m]) - E(y[x = from])

/// Path-specific effect along every path that begins with an edge x -> v, v in `via` (children of x): only they learn of the change.
/// Over all children of x it is TE.
/// Pearl (2001), definition 9; Avin, Shpitser and Pearl (2005).
estimand PSE(x, y, via, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = from, x -> v = to for v in via]) - E(y[x = from])

/// Path-specific effect along every path that ends with an edge v -> y, v in `via` (parents of y): y reads them as they would be under
/// `to`. Over all parents of y it is TE. In the analysis of networks: path patching.
/// Avin, Shpitser and Pearl (2005); Wang et al. (2023).
estimand PSE_into(x, y, via, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = from, v -> y = v[x = to] for v in via]) - E(y[x = from])

// ---- causes of effects ----

/// Probability of necessity: that y would not have been `hit` under `from`, among units where x = `to` and y = `hit`.
/// Pearl, Causality, definition 9.2.1; Tian and Pearl (2000).
estimand PN(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y[x = from] != hit | x = to, y = hit)

/// Probability of sufficiency: that y would be `hit` under `to`, among units where x = `from` and y is not `hit`.
/// Pearl, Causality, definition 9.2.2.
estimand PS(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y[x = to] = hit | x = from, y != hit)

/// Probability of necessity and sufficiency: that y is `hit` under `to` and not under `from`. With two values of x,
/// PNS = P(x = to, y = hit) PN + P(x = from, y != hit) PS.
/// Pearl, Causality, definition 9.2.3 and lemma 9.2.6.
estimand PNS(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y[x = to] = hit, y[x = from] != hit)

/// Bounds of PN, for an x of two values, that hold for every model with these observations and this P(y = hit | do(x = from)): they need no
/// coupling.
/// Tian and Pearl (2000), section 4.
estimand PN_lower(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  max(0, (P(y = hit) - P(y[x = from] = hit)) / P(x = to, y = hit))
estimand PN_upper(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  min(1, (P(y[x = from] != hit) - P(x = from, y != hit)) / P(x = to, y = hit))

/// Bounds of PS, likewise.
estimand PS_lower(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  max(0, (P(y[x = to] = hit) - P(y = hit)) / P(x = from, y != hit))
estimand PS_upper(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  min(1, (P(y[x = to] = hit) - P(x = to, y = hit)) / P(x = from, y != hit))

/// Bounds of PNS, likewise.
estimand PNS_lower(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) = max(
  0,
  P(y[x = to] = hit) - P(y[x = from] = hit),
  P(y = hit) - P(y[x = from] = hit),
  P(y[x = to] = hit) - P(y = hit)
)
estimand PNS_upper(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) = min(
  P(y[x = to] = hit),
  P(y[x = from] != hit),
  P(x = to, y = hit) + P(x = from, y != hit),
  P(y[x = to] = hit) - P(y[x = from] = hit) + P(x = to, y != hit) + P(x = from, y = hit)
)

/// Excess risk ratio, 1 - P(hit | from) / P(hit | to): what is observed. It equals PN where x is exogenous and never prevents `hit`. Also the
/// attributable fraction among the exposed.
/// Pearl, Causality, sections 9.2.2 and 9.2.3.
estimand ERR(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  1 - P(y = hit | x = from) / P(y = hit | x = to)

/// The same, corrected for confounding: for an x of two values it equals PN where x never prevents `hit`.
/// Pearl, Causality, section 9.2.4; Tian and Pearl (2000).
estimand CERR(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  (P(y = hit) - P(y[x = from] = hit)) / P(x = to, y = hit)

// ---- risks ----

/// Causal risk difference, risk ratio, odds ratio, and number needed to treat.
/// Greenland and Robins (1986); Hernán and Robins, Causal Inference: What If, section 1.3.
estimand RD(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y[x = to] = hit) - P(y[x = from] = hit)
estimand RR(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y[x = to] = hit) / P(y[x = from] = hit)
estimand OR(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y[x = to] = hit) * P(y[x = from] != hit) / (P(y[x = to] != hit) * P(y[x = from] = hit))
estimand NNT(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  1 / (P(y[x = to] = hit) - P(y[x = from] = hit))

/// The same as they are observed, with P(y = hit | x = …).
estimand observed_RD(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y = hit | x = to) - P(y = hit | x = from)
estimand observed_RR(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(y = hit | x = to) / P(y = hit | x = from)
estimand observed_OR(x, y, to = last(domain(x)), from = first(domain(x)), hit = last(domain(y))) =
  P(x = to, y = hit) * P(x = from, y != hit) / (P(x = to, y != hit) * P(x = from, y = hit))

// ---- adjustment ----

/// Back-door adjustment: the sum over z of E(y | x = to, z) P(z). It equals E(y | do(x = to)) where z blocks every back-door path from x
/// to y and is no descendant of x.
/// Pearl, Causality, theorem 3.3.2.
estimand backdoor(x, y, z, to = last(domain(x))) =
  sum(E(y | x = to, z = v) * P(z = v) for v in domain(z) if P(z = v) > 0)

/// Front-door adjustment: the sum over m of P(m | x = to) times the sum over x' of E(y | x', m) P(x'). It equals E(y | do(x = to)) where m
/// intercepts every path from x to y, no back-door path leads from x to m, and x blocks those from m to y.
/// Pearl, Causality, theorem 3.3.4.
estimand frontdoor(x, m, y, to = last(domain(x))) = sum(
  P(m = v | x = to) * sum(E(y | x = w, m = v) * P(x = w) for w in domain(x) if P(x = w) > 0)
  for v in domain(m) if P(m = v | x = to) > 0
)

// ---- fairness ----
// Here x is the protected attribute and y the decision.

/// Counterfactual direct effect, in the group x = `group`, of having `to` in place of `from` while the mediators stay as under `from`:
/// direct discrimination.
/// Zhang and Bareinboim (2018).
estimand ctf_DE(x, y, m, to = last(domain(x)), from = first(domain(x)), group = from) =
  E(y[x = to, v = v[x = from] for v in m] - y[x = from] | x = group)

/// Counterfactual indirect effect, in the group x = `group`, of having the mediators of `to` in place of those of `from`: indirect
/// discrimination.
/// Zhang and Bareinboim (2018).
estimand ctf_IE(x, y, m, to = last(domain(x)), from = first(domain(x)), group = from) =
  E(y[x = from, v = v[x = to] for v in m] - y[x = from] | x = group)

/// Counterfactual spurious effect: how the two groups would differ if both had `from`, E(Y_from | x = to) - E(y | x = from).
/// TV(to, from) = ctf_SE(to, from) + ctf_IE(to, from, group: to) - ctf_DE(from, to, group: to).
/// Zhang and Bareinboim (2018), theorem 1.
estimand ctf_SE(x, y, to = last(domain(x)), from = first(domain(x))) =
  E(y[x = from] | x = to) - E(y | x = from)

/// Counterfactual fairness: whether in each group y would be distributed the same had the group been another. Ask it for each kind of unit
/// by `counterfactually_fair(x, y | z = …)`.
/// Kusner, Loftus, Russell and Silva (2017), definition 5.
estimand counterfactually_fair(x, y) = all(
  P(y[x = a] = v | x = b) == P(y = v | x = b)
  for a in domain(x), b in domain(x), v in domain(y) if P(x = b) > 0
)

/// By how much counterfactual fairness is violated: the largest difference between a probability of y in a group and what it would be had the
/// group been another.
estimand counterfactual_unfairness(x, y) = max(
  abs(P(y[x = a] = v | x = b) - P(y = v | x = b))
  for a in domain(x), b in domain(x), v in domain(y) if P(x = b) > 0
)

/// The share of units whose y depends on whether x is `to` or `from`; 0 for decisions that are fair unit by unit.
estimand flips(x, y, to = last(domain(x)), from = first(domain(x))) = P(y[x = to] != y[x = from])
