// rules: fold.1, fold.5
// Every subexpression of constants, parameters and indices is folded: what it leaves decides who is a parent.
const n = 3
param detail = 1/2
fn level(k) = if k * 2 > n then n else k
var rain ~ bernoulli(1/4)
var wind ~ bernoulli(1/3)
var a = if n div 2 == 1 then rain else wind
var b[k in 1..2] = if level(k) == n then rain else wind
var c = match 2 * n - 1 { 5 => wind; _ => rain }
var d = (detail < 1 implies rain) or (n > 3 and wind)
var e = any(k > 2 and rain or k < 2 and wind for k in 1..2)
query P(a[rain -> a = true])        //= 1
query P(a[wind -> a = true])        //! intervention: no edge
query P(b[1][wind -> b[1] = true])  //= 1
query P(b[1][rain -> b[1] = true])  //! intervention: no edge
query P(b[2][rain -> b[2] = true])  //= 1
query P(b[2][wind -> b[2] = true])  //! intervention: no edge
query P(c[wind -> c = true])        //= 1
query P(c[rain -> c = true])        //! intervention: no edge
query P(d[rain -> d = true])        //= 1
query P(d[wind -> d = true])        //! intervention: no edge
query P(e[wind -> e = false])       //= 0
query P(e[rain -> e = true])        //! intervention: no edge
