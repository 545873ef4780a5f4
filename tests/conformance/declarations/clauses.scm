// rules: decl.24
// Clauses with disjoint index sets make one family, whose members need not be alike.
enum Step { first, later }
const start = 0
noise up[t in 1..4] ~ bernoulli(1/2)
var height[t in 2..3 if t != 3] = height[t - 1] + 2 * up[t]
var height[start] : {7} = 7
var height[1] ~ {0: 1/4, height[start]: 3/4}
var height[t in {3, 4}] : 0..30 = height[t - 1] + up[t]
var grid[1, k in 1..2] = k
var grid[i in 2..3, 1] = 10 * i
query E(height[1])                 //= 21/4
query E(height[2])                 //= 25/4
query E(height[4])                 //= 29/4
query sum(v for v in domain(height[4]))  //= 465
query E(sum(h for h in height))    //= 65/2
query P(height[0] = 7)             //= 1
query P(height[0] = 8 | do(height[0] = 8))  //! domain
query E(sum(g for g in grid))      //= 53
query E(grid[2, 2])                //! domain
query E(sum(g for g in grid[_, 1]))  //= 51
