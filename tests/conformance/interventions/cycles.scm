// rules: int.16, int.4
// Cycles are judged after all replacements; a bracketed name is read in another world and closes none.
noise u ~ bernoulli(1/4)
var first_try = u
var second_try = not first_try
var third_try = not second_try
query P(first_try | do(first_try = third_try))                        //! cycle
query P(first_try | do(first_try = first_try))                        //! cycle
query P(third_try | do(first_try = third_try, second_try = 1))        //= 0
query P(first_try | do(first_try = not third_try, third_try = 0))     //= 1
query P(first_try | do(first_try = third_try, third_try = not first_try))  //! cycle
query P(third_try | do(first_try = third_try[]))                      //= 1/4
query P(third_try[first_try = not third_try[]])                       //= 3/4
query P(third_try | do(second_try -> third_try = third_try))          //! cycle
query P(third_try | do(second_try = first_try, first_try = not third_try[]))  //= 1/4
query P(third_try | do(first_try ~ bernoulli(if third_try then 1 else 0)))  //! cycle
query P(third_try[second_try = 0] | do(first_try = third_try))        //= 1
query P(third_try | do(first_try = third_try, first_try -> second_try = 0))  //= 0
