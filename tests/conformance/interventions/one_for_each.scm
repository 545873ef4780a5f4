// rules: int.13, int.14
// A list may run over indices, families and sets; `a[_]` is every member. Two on one target are one too many.
noise u[i in 1..3] ~ bernoulli(1 / (i + 1))
var a[i in 1..3] = u[i]
var grid[i in 1..2, j in 1..2] = if i == j then a[i] else a[3]
var b = a[1] and a[2]
var n = count(v for v in a) + b
query E(n)                                                  //= 5/4
query E(n | do(a[i] = true for i in 1..2))                  //= 13/4
query E(n | do(a[i] = i > 1 and not a[i - 1] for i in 1..3)) //= 1
query E(n | do(a[_] = true))                                //= 4
query E(n[v = not v[] for v in a])                          //= 9/4
query E(n[v = v[a[1] = 1] for v in {a[2], b}])              //= 17/12
query P(all(g for g in grid) | do(grid[i, j] = i <= j for i in 1..2, j in i..2))  //= 1/4
query P(grid[1, 2] and grid[2, 2] | do(grid[_, 2] = true))  //= 1
query P(grid[1, 1] | do(grid[_, 2] = true))                 //= 1/2  //~ no-effect
query P(grid[2, 2] | do(grid[i, 2] = i == 2 for i in 1..2)) //= 1
query E(n | do(a[1] = 1, a[1] = 0))                         //! intervention
query E(n | do(a[1] = 1, a[1] = 1))                         //! intervention
query E(n | do(a[_] = 1, a[2] = 0))                         //! intervention
query E(n | do(a[i] = 1 for i in 1..2, a[j] = 1 for j in 2..3))  //! intervention
query E(n | do(a[1 + i - i] = 1 for i in 1..2))             //! intervention
query E(n | do(a[1] -> n = 1, a[1] -> n = 0))               //! intervention
query E(n | do(a[1] = 1, a[1] ~ bernoulli(1/2)))            //! intervention
query E(n | do(a[1] -> n = 1, a[1] = 0))                    //= 19/12
query E(n | do(a[4] = 1))                                   //! domain
