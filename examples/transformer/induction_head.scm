// SPDX-License-Identifier: MIT
// A transformer of two layers with an induction head (Elhage et al., 2021; Olsson et al., 2022), as a causal model. Tokens are
// 0..V-1 (a, b, c, d); position 0 is the beginning of the text, where e and p are -1. The head finds the earlier place of the
// last token, and predicts what followed it.
model induction_head
import "attention"
param V = 4  // tokens
param T = 5  // positions
var x[i in 1..T] : 0..V-1 ~ uniform(0..V-1)  // the input

// Layer 0: what a position holds. Layer 1: the previous-token head, and one that takes a mean over all positions.
var e[i in 0..T] = if i == 0 then -1 else x[i]
var p[i in 0..T] = if i == 0 then -1 else e[i-1]
var r[v in 0..V-1] = sum(if e[j] == v then 2^j else 0 for j in 0..T) / (2^(T + 1) - 1)

// Layer 2: the induction head. Query, keys and values; which keys match; the shares of the values attended to.
var q = e[T]
var k[j in 0..T] = p[j]
var w[j in 0..T] = e[j]
var m[j in 0..T] = k[j] == q
var n = count(m[j] for j in 0..T)
var ind[v in 0..V-1] = aggregate_one_hot([m[j] for j in 0..T], [w[j] for j in 0..T], v)

var logit[v in 0..V-1] = 8 * ind[v] + r[v] + one_hot(p[T], v) - one_hot(e[T], v)
var ld   = logit[1] - logit[2]  // the logit of b less that of c
var pred = argmax(logit[v] for v in 0..V-1)

const clean = [0, 1, 3, 2, 0]  // a b d c a: next is b
const c1    = [3, 1, 0, 2, 0]  // d b a c a: b and c have changed predecessors
const c2    = [0, 1, 3, 2, 3]  // a b d c d: another last token
const c3    = [0, 2, 3, 1, 0]  // a c d b a: b and c have changed places
const c4    = [2, 0, 1, 3, 0]  // c a b d a: what is sought stands elsewhere, with the same behind it
query clean_ld = E(ld | do(x[i] = clean[i] for i in 1..T))  //= 143/21
query finds    = P(ind[pred] == 1)  //= 31/64
