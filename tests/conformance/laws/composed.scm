// rules: law.5, law.7, law.8, law.9, law.10
// Laws put together: functions that give rows, let over an array, normalize of any law, random keys that meet, counts with random parameters.
const cpt = [[1/2, 1/4, 1/4], [0, 1/3, 2/3]]
fn row(i) = cpt[i]
noise z ~ bernoulli(1/5)
noise n ~ uniform(0..2)
var a : 0..2 ~ let r = cpt[1] in r
var b : 0..2 ~ row(if z then 1 else 2)
var d : 0..2 ~ normalize(cpt[2])
var e ~ normalize(normalize({1: 2, 2: 6}))
var f : 0..2 ~ [if k == n then 1/2 else 1/4 for k in 0..2]
var g ~ normalize(if z then {1: 2} else {2: 3, 1: 1})
var h ~ {n: 1/3, n + 1: 1/3, 1: 1/3}
var i ~ binomial(n, n / 4)
var j ~ hypergeometric(4, n, n)
var l : {p, q} ~ {(if z then p else q): 1}
query P(a = 2)             //= 1/4
query P(b = 2)             //= 7/12
query P(d = 2)             //= 2/3
query E(e)                 //= 7/4
query P(f = n)             //= 1/2
query E(g)                 //= 8/5
query P(h = 1)             //= 5/9
query P(h = 1 | n = 1)     //= 2/3
query E(i)                 //= 5/12
query E(j)                 //= 5/12
query P(j = 1 | n = 1)     //= 1/4
query P(l = p)             //= 1/5
