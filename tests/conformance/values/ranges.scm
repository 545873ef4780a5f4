// rules: val.5
// Both ends belong to the range, and only integers do; ends may be negative and equal.
noise temperature ~ uniform(-2..1)
noise always ~ uniform(3..3)
var floor_number : -1..2 = temperature + 1
query dist(floor_number)        //= {-1: 1/4, 0: 1/4, 1: 1/4, 2: 1/4}
query P(temperature in -2..-1)  //= 1/2
query P(temperature + 1/2 in -2..0)  //= 0
query E(always)                 //= 3
query len(0..10)                //= 11
query sum(k for k in -2..4)     //= 7
query first(-3..5) * last(-3..5)  //= -15
query P(1/2 in 0..1)            //= 0
query 1 in 1..1                 //= true
query len(1/2..3)               //! domain
