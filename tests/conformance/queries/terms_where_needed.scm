// rules: query.2, query.16
// A term is computed only where the query needs it; an error in one query leaves the others their answers.
noise a ~ uniform(0..2)
noise b ~ bernoulli(1/4)
query if P(b) > 0 then P(a = 0) else P(b | a > 2)           //= 1/3
query if P(b) == 0 then P(a = 0) else P(b | a > 2)          //! undefined-condition
query P(b) == 1/4 or P(b | a > 2) > 0                       //= true
query P(b | a > 2) > 0 or P(b) == 1/4                       //! undefined-condition
query P(b) == 1 and P(b | a > 2) > 0                        //= false
query P(b) == 1 implies P(b | a > 2) > 0                    //= true
query let p = P(b | a > 2) in 1                             //= 1
query match 3 { 3 => P(b); _ => P(b | a > 2) }              //= 1/4
query sum(P(b | a > k) for k in 0..2)                       //! undefined-condition
query sum(P(b | a > k) for k in 0..2 if P(a > k) > 0)       //= 1/2
query any(P(b | a > k) > 1/5 for k in 0..2)                 //= true
query P(c)                                                  //! name
query E(1 / a)                                              //! undefined-operation
query P(a)                                                  //! type
query 0 * P(b | a > 2)                                      //! undefined-condition
query P(b)                                                  //= 1/4
