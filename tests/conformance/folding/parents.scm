// rules: fold.5
// Parents are what the mechanism mentions: through functions, sums and lets, though not through other variables.
var a ~ bernoulli(1/2)
var b = a
var c = b
var x[i in 1..3] = i == 2 and a
fn last_two(f) = f[2] or f[3]
var viaFunction = last_two(x)
var viaLet = let both = a and b in both or c
var viaSum = sum(v for v in x)
query P(c[b -> c = 1])                          //= 1
query P(c[a -> c = 1])                          //! intervention: no edge
query P(viaFunction[x[3] -> viaFunction = 1])   //= 1
query P(viaFunction[x[1] -> viaFunction = 1])   //! intervention: no edge
query P(viaFunction[a -> viaFunction = 1])      //! intervention: no edge
query P(viaLet[a -> viaLet = 0], a)             //= 1/2
query P(viaLet[c -> viaLet = 1])                //= 1
query E(viaSum[x[1] -> viaSum = 1])             //= 3/2
