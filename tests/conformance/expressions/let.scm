// rules: expr.8
// A name for a value: its scope is what follows `in`, the inner one hides the outer one, and membership in its value needs parentheses.
noise die ~ uniform(1..6)
var score = let low = (die in {1, 2}) in if low then 0 else die
var twice = let half = die div 2 in half + half
query E(score)                                    //= 3
query E(twice)                                    //= 3
query let die = 3 in let die = die + 1 in die     //= 4
query let die = 3 in (let die = 10 in die) + die  //= 13
query let a = let b = 2 in b in a + 1             //= 3
query let v = 2 in v in {2, 3}                    //= true
query let c = sum(v for v in 1..3) in c           //= 6
query let c = count(v in {1, 5} for v in 1..3) in c  //= 1
query let c = [2 in {2}, 3 in {2}] in c[2]        //= false
query P(let m = (die in 1..2) in m or die == 6)    //= 1/2
query E(let sq = die^2 in sq - die)               //= 35/3
query P(let p = die in {1, 2} in p)               //! type
