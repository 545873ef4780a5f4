// rules: int.11, int.16
// An edge into a variable that is intervened on is not read, and neither is the world that its value speaks of.
noise u ~ bernoulli(1/3)
var x = u
var m = x
var y = x + 2 * m
query E(y[m = 1, x -> m = 0])                        //= 7/3
query E(y[x -> m = x[m = m]] | do(m = true))         //= 7/3
query E(y[x -> m = x[m = m]])                        //! cycle
