// rules: lex.11
// The names of functions and terms are ordinary names but before `(`, with or without white space between.
noise P ~ bernoulli(1/3)
noise E ~ uniform (2..3)
var min = max
var max = E
var abs = min(max, 3 - P)
var dist : {map, marginals, domain} = if P then map else domain
var sum[count in 1..2] = count * min
const len = 5
enum Kind { uniform, bernoulli, binomial }
noise clamp : Kind ~ [1/8, 1/8, 3/4]
query P (P)              //= 1/3
query E(E)               //= 5/2
query E(abs)             //= 7/3   P: 2, 2; not P: 2, 3
query E(sum(sum[k] for k in 1..2))  //= 15/2
query P(dist = domain)   //= 2/3
query dist(dist)         //= {map: 1/3, marginals: 0/1, domain: 2/3}
query map(P)             //= false: 2/3
query len(1..3) + len    //= 8
query E(clamp(E, 0, 5/2))  //= 9/4
query P(clamp = binomial)  //= 3/4
query E(fact)            //! name
query P(bernoulli(1/2))  //! type
query P(clamp in domain(clamp))  //= 1
