// rules: coup.2, coup.3
// One uniform draw for all worlds, read through each cumulative distribution; numbers have an order, so that nothing is warned of.
const rows = [[1/2, 1/4, 1/4], [1/6, 1/3, 1/2], [3/4, 0, 1/4]]
var x ~ uniform(0..2)
var y : 0..2 ~ rows[x + 1] coupling quantile
query dist(y[x = 1] | x = 0, y = 0)         //= {0: 1/3, 1: 2/3, 2: 0/1}
query P(y[x = 1] = 1 | x = 0, y = 1)        //= 0
query P(y[x = 2] = 2, y[x = 1] = 1)         //= 0
query P(y[x = 0] < y[x = 1])                //= 7/12
query P(y[x = 2] = 2 | y[x = 1] = 2, y[x = 0] = 1)  //= 0
query E(y[x = 0] * y[x = 1])                //= 3/2
query Var(y[x = 1] - y[x = 0])              //= 35/144
query P(y | do(x = 1)) == 2                 //! type
query E(y | do(x = 1))                      //= 4/3
