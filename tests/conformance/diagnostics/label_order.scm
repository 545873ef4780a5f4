// rules: diag.8
// A quantile coupling on three labels or more leans on their order, and says so; two labels, numbers and bools do not.
var u ~ bernoulli(1/2)
var a : {low, mid, high} ~ (if u then [1/2, 1/4, 1/4] else [1/4, 1/4, 1/2]) coupling quantile  //~ label-order
var b : {no, yes} ~ (if u then [1/2, 1/2] else [1/4, 3/4]) coupling quantile
var c : 0..2 ~ (if u then [1/2, 1/4, 1/4] else [1/4, 1/4, 1/2]) coupling quantile
var d : {red, green, blue} ~ (if u then [1/2, 1/4, 1/4] else [1/4, 1/4, 1/2]) coupling independent
var e : {red, green, blue} ~ (if u then [1/2, 1/4, 1/4] else [1/4, 1/4, 1/2])
var f ~ bernoulli(if u then 1/2 else 1/4) coupling quantile
query P(a[u = true] = low | not u, a = mid)   //= 1
query P(c[u = true] = 1 | not u, c = 2)       //= 1/2
query P(d[u = true] = red | not u, d = blue)  //= 1/2
