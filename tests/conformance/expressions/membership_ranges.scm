// rules: expr.9, fold.1, fold.2, eval.1
// Of a range both ends are evaluated, however wide it is; a constant membership is folded like any constant.
noise d ~ uniform(0..3)
const inside = 5 in 1..10_000
const outside = 1/2 in 0..100_000
var x[i in 1..3 if i in 1..5_000] = d + i
var y[i in 1..2] = if i in 2..9_000 then y[i - 1] else d
query if inside and not outside then 1 else 0   //= 1
query E(x[3])                       //= 9/2
query E(y[2])                       //= 3/2
query P(d in 1..20_000)             //= 3/4
query P(d in 1..d + 1)              //= 3/4
query P(d in 2..6 / d)              //! undefined-operation: division by zero
query P(d in 2..6 / d | d > 0)      //= 1/3
