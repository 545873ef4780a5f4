// rules: eval.2
// Names of let, arguments of functions and variables are evaluated where they are used, not where they are given.
noise a ~ uniform(0..2)
fn pick(which, first_one, second_one) = if which then first_one else second_one
fn ignore(value) = 7
var ratio = 6 / a
var copy = ratio
var guarded = if a == 0 then 100 else copy
query E(let r = 6 / a in if a == 0 then 1 else r)        //= 10/3
query E(let r = 6 / a in 5)                              //= 5
query E(pick(a == 0, 0, 6 / a))                          //= 3
query E(pick(a > 0, 0, 6 / a))                           //! undefined-operation
query E(ignore(6 / a))                                   //= 7
query E(guarded)                                         //= 109/3
query E(copy)                                            //! undefined-operation
query let r = 1 / 0 in 3                                 //= 3
query let r = 1 / 0 in r + 3                             //! undefined-operation
query ignore(1 / 0)                                      //= 7
query P(let r = (6 / a > 2) in a == 0 or r)              //= 1
