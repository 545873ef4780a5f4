// rules: decl.18, decl.19
// The other way round: this file's default is not the module's, which has its own.
import "imported/uncoupled.scm"
default coupling independent
var u ~ bernoulli(1/2)
var here ~ bernoulli(if u then 1/2 else 1/4)
var named ~ bernoulli(if u then 1/2 else 1/4) coupling quantile
query P(here[u = true] | not u, not here)         //= 1/2
query P(named[u = true] | not u, not named)       //= 1/3
query P(there[signal = 1] | not signal, not there)  //! undetermined
