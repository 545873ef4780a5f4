// rules: decl.11, decl.12
// `=` is a mechanism and answers every counterfactual; of `~` only the law is known, though it is the same law.
noise u ~ bernoulli(1/3)
var cause ~ bernoulli(1/2)
var by_mechanism = cause and u
var by_law ~ bernoulli(if cause then 1/3 else 0)
query P(by_mechanism)                                  //= 1/6
query P(by_law)                                        //= 1/6
query P(by_mechanism | do(cause = true))               //= 1/3
query P(by_law | do(cause = true))                     //= 1/3
query P(by_mechanism[cause = true] | not cause)        //= 1/3
query P(by_law[cause = true] | not cause)              //= 1/3
query P(by_mechanism[cause = true] | not cause, not by_mechanism)  //= 1/3
query P(by_law[cause = true] | not cause, not by_law)  //! undetermined: by_law
query P(by_mechanism[cause = true], by_mechanism[cause = false])   //= 0
query P(by_law[cause = true], by_law[cause = false])   //! undetermined
query P(u | do(u = true))                              //! intervention
