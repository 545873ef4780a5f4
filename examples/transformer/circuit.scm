// SPDX-License-Identifier: MIT
// Which parts of the induction head carry its prediction on the clean input, and what it loses without them.
model circuit
import "effects"
import "induction_head.scm"

const corrupted = [c1, c2, c3, c4]

/// LD on input a; then with one part as it is on input b: what a head writes, or what an edge carries.
estimand on(a) = E(ld | do(x[i] = a[i] for i in 1..T))
estimand head_p(a, b) =
  E(ld[x[i] = a[i] for i in 1..T, p[j] = p[j][x[i] = b[i] for i in 1..T] for j in 0..T])
estimand head_r(a, b) =
  E(ld[x[i] = a[i] for i in 1..T, r[v] = r[v][x[i] = b[i] for i in 1..T] for v in 0..V-1])
estimand head_ind(a, b) =
  E(ld[x[i] = a[i] for i in 1..T, ind[v] = ind[v][x[i] = b[i] for i in 1..T] for v in 0..V-1])
estimand e_to_q(a, b) =
  E(ld[x[i] = a[i] for i in 1..T, e[T] -> q = e[T][x[i] = b[i] for i in 1..T]])
estimand p_to_k(a, b) =
  E(ld[x[i] = a[i] for i in 1..T, p[j] -> k[j] = p[j][x[i] = b[i] for i in 1..T] for j in 0..T])
estimand e_to_w(a, b) =
  E(ld[x[i] = a[i] for i in 1..T, e[j] -> w[j] = e[j][x[i] = b[i] for i in 1..T] for j in 0..T])
estimand both(a, b) = E(
  ld[
    x[i] = a[i] for i in 1..T,
    p[j] -> k[j] = p[j][x[i] = b[i] for i in 1..T] for j in 0..T,
    e[j] -> w[j] = e[j][x[i] = b[i] for i in 1..T] for j in 0..T
  ]
)

// ---- the total effect of each corruption, and that by way of one part: activation and path patching ----
query clean_run = on(clean)
query total[c in 1..4] = on(corrupted[c]) - clean_run
query by_p[c in 1..4] = head_p(clean, corrupted[c]) - clean_run
query by_r[c in 1..4] = head_r(clean, corrupted[c]) - clean_run
query by_ind[c in 1..4] = head_ind(clean, corrupted[c]) - clean_run
query by_e_to_q[c in 1..4] = e_to_q(clean, corrupted[c]) - clean_run
query by_p_to_k[c in 1..4] = p_to_k(clean, corrupted[c]) - clean_run
query by_e_to_w[c in 1..4] = e_to_w(clean, corrupted[c]) - clean_run

// ---- natural direct effects: the effect past the head. TE = NDE - NIE of the reverse change ----
query past_p[c in 1..4] = head_p(corrupted[c], clean) - clean_run
query past_ind[c in 1..4] = head_ind(corrupted[c], clean) - clean_run

// ---- the same for a change of the last token from a to b, over all texts before it ----
query last_token          = TE(x[T], ld, to: 1, from: 0)
query last_token_by_ind   = NIE(x[T], ld, ind, to: 1, from: 0)
query last_token_past_ind = NDE(x[T], ld, ind, to: 1, from: 0)

// ---- knock-outs: how often is the prediction the same without a part, over all inputs, and where the head finds something? ----
query without_p          = P(pred[p[j] = -1 for j in 0..T] = pred)
query without_r          = P(pred[r[v] = 0 for v in 0..V-1] = pred)
query without_ind        = P(pred[ind[v] = 0 for v in 0..V-1] = pred)
query without_keys       = P(pred[k[j] = -1 for j in 0..T] = pred)
query without_keys_found = P(pred[k[j] = -1 for j in 0..T] = pred | n > 0)

// ---- what linear attribution says ----
/// LD as a sum of what is written into the logits: direct logit attribution.
query written_by_ind = E(8 * (ind[1] - ind[2]) | do(x[i] = clean[i] for i in 1..T))
query written_by_r   = E(r[1] - r[2] | do(x[i] = clean[i] for i in 1..T))
query written_by_p   = E(one_hot(p[T], 1) - one_hot(p[T], 2) | do(x[i] = clean[i] for i in 1..T))
query knock_out_p    = E(ld[x[i] = clean[i] for i in 1..T, p[j] = -1 for j in 0..T]) - clean_run

/// The effects of two parts alone, added, against the effect of both.
query added[c in 1..4] = by_p_to_k[c] + by_e_to_w[c]
query together[c in 1..4] = both(clean, corrupted[c]) - clean_run
