// rules: comp.2, comp.3
// Of nothing: 0, 0, 1, false, true - and undefined for the extrema, but only where nothing is left with positive probability.
noise age[i in 1..2] ~ uniform(1..3)
query sum(i for i in 1..0)                   //= 0
query count(true for i in 1..0)              //= 0
query product(i for i in 1..3 if i > 5)      //= 1
query any(true for i in 1..0)                //= false
query all(false for i in 1..0)               //= true
query min(i for i in 1..0)                   //! undefined-operation
query max(i for i in 1..3 if i > 3)          //! undefined-operation
query argmax(i for i in 1..0)                //! undefined-operation
query argmin(i for i in 1..3 if false)       //! undefined-operation
query E(sum(age[i] for i in 1..2 if age[i] > 2))        //= 2
query E(product(age[i] for i in 1..2 if age[i] > 2))    //= 25/9
query E(max(age[i] for i in 1..2 if age[i] > 1))        //! undefined-operation
query E(max(age[i] for i in 1..2 if age[i] > 1) | age[1] > 1)  //= 8/3
query E(argmin(age[i] for i in 1..2 if age[i] > 1))     //! undefined-operation
query P(any(a > 1 for a in age) and min(a for a in age if a > 1) == 2)  //= 5/9
