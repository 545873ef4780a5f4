// rules: decl.17
// A query with parameters: variables, families, sets of variables, values and events; `to` has a default.
noise u ~ bernoulli(1/4)
noise e[k in 1..2] ~ bernoulli(1/2)
var x = u
var m = x or e[1]
var y : 0..2 = x + m
estimand gain(a, b, to = 1) = E(b[a = to]) - E(b)
estimand all_of(s) = P(all(v for v in s))
estimand odds(event) = P(event) / P(not event)
query gain(x, y)                  //= 9/8
query gain(x, y, 0)               //= -3/8
query gain(x, y, to: false)       //= -3/8
query gain(b: m, a: x)            //= 3/8
query all_of(e)                   //= 1/4
query all_of({x, m})              //= 1/4
query all_of(m)                   //= 5/8
query odds(y = 1)                 //= 3/5
query gain(x, y | e[1])           //= 3/4
query odds(x | m)                 //= 2/3
query gain(x)                     //! type
query gain(x, y, from: 1)         //! type
query 2 * gain(x, m) + gain(x, x) //= 3/2
