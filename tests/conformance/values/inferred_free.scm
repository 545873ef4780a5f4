// rules: val.16
// An inferred domain restricts no intervention: any number for a number, any label of the type, any bool.
enum Size { small, medium, large }
noise u ~ uniform(1..2)
var dose = u
var effect = 10 * dose + 1
var size = Size.medium
var sick = dose > 100
query E(effect | do(dose = -7/2))         //= -34
query E(effect[dose = 1000] - effect)     //= 9985
query P(sick[dose = 101])                 //= 1
query dist(dose[dose = 5])                //= {5: 1/1}
query P(size = large | do(size = large))  //= 1
query P(sick | do(sick = true))           //= 1
query E(effect | do(dose ~ {9: 1/2, 1/3: 1/2}))  //= 143/3
query P(size = 1 | do(size = 1))          //! type
query E(dose | do(dose = small))          //! type
query E(dose | do(dose = Size.small))     //! type
query P(dose = 50)                        //= 0
