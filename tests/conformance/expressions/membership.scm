// rules: expr.9, expr.2
// A set is a range of integers, a range with steps, a set in braces or the name of a type.
enum Grade { A, B, C, D }
type Odd = 1..5 step 2
noise die ~ uniform(1..6)
noise fair ~ bernoulli(1/4)
var grade : Grade ~ [1/2, 1/4, 1/8, _]
query P(die in 2..4)                 //= 1/2
query P(die / 2 in 1..3)             //= 1/2
query P(die in 1..6 step 5/2)        //= 1/3
query P(die in 0..10 step 3)         //= 1/3
query P(die in Odd)                  //= 1/2
query P(die in {6, 2, 7/2})          //= 1/3
query P(grade in {A, D})             //= 5/8
query P(not grade in {A, D})         //= 3/8
query P(grade in Grade)              //= 1
query P(fair in {true})              //= 1/4
query P(fair in {0})                 //= 3/4
query P(fair in bool)                //= 1
query P(die in 3..2)                 //= 0
query 5/2 in 2..3                    //= false
query 5/2 in 2..3 step 1/2           //= true
query 3 in {1, 2} or 2 in {1, 2}     //= true
query P(grade in 1..2)               //! type
query P(die in {A, B})               //! type
