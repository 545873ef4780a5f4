// rules: fold.2, fold.4
// What the order of evaluation can never reach is dropped, and an index outside the family with it.
noise u ~ bernoulli(1/3)
var a[i in 1..3] = i == 1 and u or i > 1 and a[i - 1]
var by_if[i in 1..3] = if i == 1 then u else a[i - 1]
var by_or[i in 1..3] = i == 1 or a[i - 1]
var by_implies[i in 1..3] = i > 1 implies a[i - 1]
var by_match[i in 1..3] = match i, u { 1, _ => u; _, true => a[i - 1]; _, _ => a[i - 1] }
var by_any = any(k > 3 or a[k] for k in 2..5)
var by_all = all(k > 3 and a[k] for k in {1, 9})
var by_condition = count(a[k] for k in 0..4 if k in 1..3)
var by_let = let far = a[9] in u or false and far
var by_sum = sum(a[k] for k in 4..3)
fn choose_one(c, x, y) = if c then x else y
var by_call = choose_one(1 < 2, u, a[9])
var after_unknown = u and false and a[9]
query P(a[3])              //= 1/3
query P(by_if[1], by_if[3])  //= 1/3
query P(by_or[1])          //= 1
query P(by_or[2])          //= 1/3
query P(by_implies[1], not by_implies[2])  //= 2/3
query P(by_match[1] = by_match[3])  //= 1
query P(by_any)            //= 1
query P(by_all)            //= 0
query E(by_condition)      //= 1
query P(by_let)            //= 1/3
query E(by_sum)            //= 0
query P(by_call)           //= 1/3
query P(after_unknown)     //= 0
