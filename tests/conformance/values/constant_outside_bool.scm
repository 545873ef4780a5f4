// rules: val.3, val.17
// Of the numbers only 0 and 1 are bools; a constant beside them is outside the domain.
var open : bool = 1
noise valve : bool ~ uniform(0..1)
query P(open)                  //= 1
query P(valve)                 //= 1/2
query P(open | do(open = 2))   //! domain
query P(open | do(open ~ {2: 1}))  //! domain
