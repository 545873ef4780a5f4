// rules: decl.8, decl.25, decl.26
// A function is checked at each call, with what it is given there: numbers, bools, labels, arrays, families;
// it may be a law, and may call others, but not itself.
enum Size { small, medium, large }
const weights = [1, 2, 4]
fn larger(a, b) = if a > b then a else b
fn dot(a, x) = sum(a[i] * x[i] for i in 1..len(a))
fn shares(p, q) = {small: p, medium: q, large: 1 - p - q}
fn late(p) = bernoulli(p / 2)
fn broken(x) = x + small
fn any_of(x) = any(v for v in x)
fn one() = 1
noise bit[i in 1..3] ~ late(1/2)
noise shirt : Size ~ shares(1/2, 1/3)
var coat = larger(shirt, Size.medium)
query larger(3, one() + 3)        //= 4
query larger(false, true)         //= true
query P(coat = medium)            //= 5/6
query E(dot(weights, bit))        //= 7/4
query E(dot(bit, weights))        //= 7/4
query P(any_of(bit))              //= 37/64
query broken(1)                   //! type
query larger(1, small)            //! type
query larger(1)                   //! type
query larger(1, 2, 3)             //! type
query late                        //! type
query one                         //! type
query P(any_of({bit[1], bit[3]})) //= 7/16
