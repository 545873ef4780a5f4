// rules: diag.8, decl.18
// The warning comes for a default coupling too, for each variable that it concerns.
default coupling quantile
var u ~ bernoulli(1/2)
enum Colour { red, green, blue }
var first : Colour ~ {red: if u then 1/2 else 0, green: 1/2, blue: if u then 0 else 1/2}   //~ label-order
var second : 0..2 ~ {0: if u then 1/2 else 0, 1: 1/2, 2: if u then 0 else 1/2}
var third : Colour ~ {first: 1/2, red: 1/2} coupling independent
query P(first[u = true] = red | not u, first = green)  //= 1
query P(second[u = true] = 1 | not u, second = 2)      //= 1
