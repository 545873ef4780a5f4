// rules: law.4, law.5
// Laws by keys: values not named have probability 0; computed keys may be random and equal ones add.
noise n ~ uniform(0..2)
noise wet ~ {true: 1/4, false: 3/4}
noise sum_of_dice ~ {a + b: 1/16 for a in 1..4, b in 1..4}
noise even ~ {k: 1/3 for k in 1..6 if k % 2 == 0}
var score : 0..9 ~ {5: 1/3, 0: 2/3}
var near : 0..3 ~ {n + d: 1/2 for d in 0..1}
var folded ~ {k % 2: 1/5 for k in 0..4}
var stay : 0..2 ~ {n: 2/3, 2 - n: 1/3}
var grade : {A, B, C} ~ {C: 1/5, A: 4/5}
query P(wet)                     //= 1/4
query P(sum_of_dice = 5)         //= 1/4
query E(even)                    //= 4
query dist(score)                //= {0: 2/3, 1: 0/1, 2: 0/1, 3: 0/1, 4: 0/1, 5: 1/3, 6: 0/1, 7: 0/1, 8: 0/1, 9: 0/1}
query dist(near)                 //= {0: 1/6, 1: 1/3, 2: 1/3, 3: 1/6}
query P(folded = 0)              //= 3/5
query P(stay = n)                //= 7/9
query P(stay = 1 | n = 1)        //= 1
query P(stay = 0 | n = 2)        //= 1/3
query dist(grade)                //= {A: 4/5, B: 0/1, C: 1/5}
