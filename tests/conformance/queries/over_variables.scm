// rules: query.1, comp.5, fun.3
// A query may run over variables, although it has no value of theirs outside a term.
noise coin[i in 1..3] ~ bernoulli(i / 4)
query len(coin)                      //= 3
query sum(P(c) for c in coin)        //= 3/2
query max(P(c) for c in {coin[1], coin[2]})  //= 1/2
