// rules: fold.2, fold.4
// What comes before a constant that decides is kept, what comes behind it is never reached: `u and false` holds for no u.
noise u ~ bernoulli(1/3)
noise d ~ uniform(0..1)
var a[i in 1..3] = if u and i > 1 then a[i - 1] else u
var b[i in 1..3] = not (u or i == 1) and b[i - 1]
var c[i in 1..3] = (u and i > 1) implies c[i - 1]
var nested = (u and (1 > 2 and u)) and a[9]
var either = (u or 1 < 2) or a[9]
var chosen = if u or true then 1 else a[9] + 1
var every = all(u and k > 5 for k in {1, 9})
query P(a[1])             //= 1/3
query P(a[3])             //= 1/3
query P(b[3])             //= 0
query P(c[1])             //= 1
query P(nested)           //= 0
query P(either)           //= 1
query E(chosen)           //= 1
query P(every)            //= 0
query P(u and false, a[9])             //= 0
query P(u | not (1 > 2 and u), a[1])   //= 1
query P(1 / d > 0 and false, a[9])     //! undefined-operation: division by zero
query P(u and 1 < 2, a[9])             //! domain
