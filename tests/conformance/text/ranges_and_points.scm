// rules: lex.8, lex.9
// Two dots behind a digit begin no fraction: `1..3` is a set, and so is `0.5..2.5 step 1`.
noise die ~ uniform(1..3)
var half : 0.5..2.5 step 1 = die - 1/2
query P(die in 2..3)          //= 2/3
query P(half in 1.5..2.5)     //! domain
query E(half)                 //= 3/2
query sum(k for k in 1..3)    //= 6
