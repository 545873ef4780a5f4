// rules: int.12, int.9
// An edge must exist after folding, and touch no noise; the value is one of the source's domain.
noise u ~ bernoulli(1/2)
var dose : 0..2 = if u then 2 else 0
var level = dose + 1
var blood = level * 2
var idle = if false then dose else 7
var state : {low, high} = if blood > 3 then high else low
query P(state = low | do(dose -> blood = 1))     //! intervention
query P(state = low | do(level -> dose = 1))     //! intervention
query P(idle = 7 | do(dose -> idle = 1))         //! intervention
query P(level = 1 | do(u -> dose = true))        //! intervention
query P(level[u -> dose = true] = 1)             //! intervention
query P(level = 1 | do(dose -> u = 1))           //! intervention
query P(level = 1 | do(dose -> dose = 1))        //! intervention
query P(level = 1 | do(dose -> level = 3))       //! domain
query P(level = 1 | do(dose -> level = dose + 1))   //! undefined-operation
query P(level = 3 | do(dose -> level = dose div 2 + 1))  //= 1/2
query P(state = low | do(blood -> state = low))  //! type
query P(state = high | do(level -> blood = blood))  //! cycle
query E(blood | do(level -> blood = 50))         //= 100
