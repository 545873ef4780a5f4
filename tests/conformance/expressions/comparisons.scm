// rules: expr.2, expr.6
// The seven comparisons; parentheses make a chain of two, since a comparison is a bool and a bool counts as 0 or 1.
noise die ~ uniform(1..6)
query P(die == 3)                //= 1/6
query P(die != 3)                //= 5/6
query P(die < 3)                 //= 1/3
query P(die <= 3)                //= 1/2
query P(die > 3)                 //= 1/2
query P(die >= 3)                //= 2/3
query P(die in {3, 5, 9})        //= 1/3
query P((die < 3) == (die < 5))  //= 2/3
query (1 < 2) < 3                //= true
query (3 > 2) > 1                //= false
query P(die < 3 implies die == 2)  //= 5/6
query P(die < 3 xor die < 5 xor die < 6)  //= 1/2
