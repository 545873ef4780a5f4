// rules: fold.3, fold.5
// No algebra: a variable that cannot matter is a parent all the same, if its place is reached.
var a ~ bernoulli(1/4)
var b ~ bernoulli(1/2)
var none = a and false
var sure = a or true
var zero = 0 * a
var same = if a then b else b
var cancel = a - a
var itself = a == a
var before = false and a
var after = a and false and b
query P(none[a -> none = 1])       //= 0
query P(sure[a -> sure = 0])       //= 1
query E(zero[a -> zero = 1])       //= 0
query P(same[a -> same = 1], same[b -> same = 0])  //= 0
query E(cancel[a -> cancel = 1])   //= 0
query P(itself[a -> itself = 1])   //= 1
query P(before[a -> before = 1])   //! intervention: no edge
query P(after[a -> after = 1])     //= 0
query P(after[b -> after = 1])     //! intervention: no edge
