// rules: query.9, query.11
// E distributes over sums, differences and constant factors, also through functions, let, constant sums and variables that are sums; Var and Cov do not.
fn gain(to, from) = to - from
var x ~ bernoulli(1/2)
var y[i in 1..2] ~ bernoulli(if x then i / 4 else 1/8)
var total = sum(y[i] for i in 1..2)
var weighted = 3 * y[1] - y[2] / 2 + 5
var tight : 0..2 = y[1] + y[2]
query E(y[1][x = 1] - y[1][x = 0])                      //= 1/8
query E(gain(y[1][x = 1], y[1][x = 0]) * 8)             //= 1
query E(2 * (y[1][x = 1] - y[1][x = 0]) / 4 + 1)        //= 17/16
query E(let d = y[2][x = 1] - y[2][x = 0] in -d)        //= -3/8
query E(sum(y[i][x = 1] - y[i][x = 0] for i in 1..2))   //= 1/2
query E(total[x = 1] - total[x = 0])                    //= 1/2
query E(weighted[x = 1] - weighted[x = 0])              //= 3/16
query E(sum(k * (y[1][x = 1] - y[1][x = 0]) for k in 1..3))  //= 3/4
query E(y[1][x = 1] - y[1][x = 0] | x)                  //= 1/8
query E(tight[x = 1] - tight[x = 0])                    //= 1/2
query E((y[1][x = 1] - y[1][x = 0])^2)                  //! undetermined
query E(y[1][x = 1] * y[1][x = 0])                      //! undetermined
query E(max(y[1][x = 1] - y[1][x = 0], 0))              //! undetermined
query E(abs(y[1][x = 1] - y[1][x = 0]))                 //! undetermined
query E(if y[1][x = 1] == y[1][x = 0] then 1 else 0)    //! undetermined
query Var(y[1][x = 1] - y[1][x = 0])                    //! undetermined
query Cov(y[1][x = 1] - y[1][x = 0], y[2])              //! undetermined
query Cov(y[1][x = 1], y[1][x = 0])                     //! undetermined
query E(y[1][x = 1] - y[1][x = 0] | y[1])               //! undetermined
