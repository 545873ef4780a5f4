const n = 11
noise coin[i in 1..n, j in 1..n] ~ bernoulli(1/2)
var lead[i in 1..n, j in 1..n] = count(coin[k, l] for k in 1..n, l in 1..n if abs(i - k) <= 1 and abs(j - l) <= 1) >= 5
query P(count(lead[i, j] for i in 1..n, j in 1..n) >= 61)
