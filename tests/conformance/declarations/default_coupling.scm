// rules: decl.18
// One coupling for every `~` of the file that names none; noise and mechanisms are not concerned.
noise u ~ bernoulli(1/2)
default coupling quantile
var cause ~ bernoulli(1/2)
var plain ~ bernoulli(if cause then 3/4 else 1/4)
var other ~ bernoulli(if cause then 3/4 else 1/4) coupling independent
query P(plain[cause = true] | not cause, plain)       //= 1
query P(plain[cause = true] | not cause, not plain)   //= 2/3
query P(other[cause = true] | not cause, other)       //= 3/4
query P(other[cause = true] | not cause, not other)   //= 3/4
