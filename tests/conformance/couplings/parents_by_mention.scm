// rules: coup.5, coup.4
// A parent is what the folded law mentions, even if no probability depends on it; what folding drops is none.
var x ~ bernoulli(1/2)
var w ~ uniform(0..1)
var even ~ bernoulli(if x then 1/3 else 1/3) coupling independent
var times ~ bernoulli(1/3 + 0 * w) coupling independent
var dropped ~ bernoulli(if true or x then 1/3 else 1/4) coupling independent
var kept ~ bernoulli(if x or true then 1/3 else 1/4) coupling independent
var plain ~ bernoulli(if x then 1/3 else 1/3)
var quant ~ bernoulli(if x then 1/3 else 1/3) coupling quantile
query P(even[x = 1], even[x = 0])        //= 1/9
query P(times[w = 1], times[w = 0])      //= 1/9
query P(dropped[x = 1], dropped[x = 0])  //= 1/3  //~ no-effect //~ no-effect
query P(kept[x = 1], kept[x = 0])        //= 1/9
query P(plain[x = 1], plain[x = 0])      //! undetermined: plain
query P(quant[x = 1], quant[x = 0])      //= 1/3
