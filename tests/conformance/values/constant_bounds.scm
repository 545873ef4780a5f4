// rules: val.9
// Bounds are constant expressions: constants, parameters, functions of them, and the indices of a family.
const n = 3
param most = 2 * n
const weights = [1, 2, 4]
fn twice(k) = 2 * k
noise die ~ uniform(1..most)
var left : 0..most - 1 = most - die
var kind : {n - 4, len(weights) + 0, twice(n), 7} = twice(n)
var reach[t in 1..n] : -t..t * weights[t] = if die == 6 then -t else t * weights[t]
query dist(left)               //= {0: 1/6, 1: 1/6, 2: 1/6, 3: 1/6, 4: 1/6, 5: 1/6}
query dist(kind)               //= {-1: 0/1, 3: 0/1, 6: 1/1, 7: 0/1}
query len(domain(left))        //= 6
query dist(reach[1])           //= {-1: 1/6, 0: 0/1, 1: 5/6}
query E(reach[3])              //= 19/2
query P(reach[2] = 1 | do(reach[2] = 5))  //! domain
