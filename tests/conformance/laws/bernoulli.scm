// rules: law.1
// bernoulli(p) is true with probability p, also where p is 0, 1 or depends on variables; its values are bools, or 0 and 1 of a number domain.
noise dose ~ uniform(0..4)
noise never ~ bernoulli(0)
noise always ~ bernoulli(3 - 2)
var cured ~ bernoulli(dose / 4)
var count_of : 0..1 ~ bernoulli(1/5)
query P(never or not always)   //= 0
query P(cured)                 //= 1/2
query P(cured | dose = 3)      //= 3/4
query P(dose = 4 | cured)      //= 2/5
query P(dose = 0 | cured)      //= 0
query E(count_of)              //= 1/5
query P(count_of = 0)          //= 4/5
