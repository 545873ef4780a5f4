// rules: expr.1, expr.7, expr.8
// if, let and match reach as far to the right as they can.
noise heads ~ bernoulli(1/4)
noise side ~ uniform(1..3)
query if true then 1 else 2 + 3             //= 1
query (if true then 1 else 2) + 3           //= 4
query if false then 1 else 2 + 3            //= 5
query E(if heads then 1 else 2 * side)      //= 13/4
query E((if heads then 1 else 2) * side)    //= 7/2
query let k = 2 in k + 1                    //= 3
query (let k = 2 in k) * 5 + 1              //= 11
query let k = 2 in k * 5 + 1                //= 11
query if false then true else false or true //= true
query (if true then false else false) or true  //= true
query if true then false else false or true //= false
query match 2 { 2 => 5; _ => 0 }            //= 5
query if false then 1 else if false then 2 else 3  //= 3
query if true then if false then 1 else 2 else 3   //= 2
query P(if heads then side = 1 else side == 2 or side == 3)   //= 7/12
query P((if heads then side = 1 else side == 2) or side == 3) //= 2/3
query let a = 2 in let b = a + 1 in a * b   //= 6
