// rules: coup.10, coup.9
// An instance of a `~` variable is the tuple of its reduced parents; two different ones among the ancestors are too many.
noise w ~ bernoulli(1/5)
var x ~ bernoulli(1/2)
var both = x and w
var low = not x
var m ~ bernoulli(if x then 3/4 else 1/4)
var y ~ bernoulli(if both then 1/2 else if m then 2/3 else 1/6)
query P(m[x = 1])                               //= 3/4
query P(m[x = 1] | not x)                       //= 3/4
query P(m[x = 1] | m[x = 1])                    //= 1
query P(m[x = 1] | not x, not m)                //! undetermined: m
query P(m[x = 1], m[x = 0])                     //! undetermined: m
query P(y[x = 1] | not x, y)                    //! undetermined
query P(y[x = 1] | not x, low, w)               //= 1/2
query P(y[x = 1, m = m[x = 0]])                 //= 1/3
query P(y[x = 1, m = m[x = 0]], m[x = 0])       //= 19/120
query P(y[x = 1, m = m[x = 0]], m[x = 1])       //! undetermined: m
query P(y[m = 1, x = not low[]] = y[m = 1])     //! undetermined: y
query E(y[x = 1] - y[x = 0])                    //= 29/120
