// rules: val.6
// lo, lo + s … as far as hi: the end itself belongs to it only if the steps meet it.
type Dose = 0..1 step 1/4
noise dose : Dose ~ [1/2, 1/4, 1/8, 1/16, _]
noise wide : 0..1 step 2/5 ~ uniform(0..1 step 0.4)
var shifted : -1..1 step 2/3 = if dose == 0 then -1/3 else 1
query P(dose = 1)           //= 1/16
query E(dose)               //= 15/64
query dist(wide)            //= {0: 1/3, 2/5: 1/3, 4/5: 1/3}
query P(shifted = 1)        //= 1/2
query len(1..1 step 5)      //= 1
query len(0..9 step 3)      //= 4
query last(1..10 step 4)    //= 9
query sum(k for k in -1/2..2 step 1/2)  //= 9/2
query 3/4 in Dose           //= true
query 1/3 in Dose           //= false
query P(dose = 1/4 | do(dose = 1/4))    //! intervention
