// rules: decl.22
// A file's own fn or estimand hides the imported one; the module itself keeps using its own.
import "imported/helpers.scm"
import "effects"
fn scaled(x) = 100 * x
estimand ATE(x, y) = P(x) + P(y)
noise a ~ bernoulli(1/4)
var b = not a
query scaled(1)          //= 100
query twice_scaled(1)    //= 6
query ATE(a, b)          //= 1
query other(b)           //= 3/4
estimand mean(x) = 7
query mean(b) + other(b) //= 31/4
