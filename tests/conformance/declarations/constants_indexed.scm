// rules: decl.6
// A constant for each index: of labels, of numbers that need not begin at 1, of several indices.
enum Grade { A, B, C }
const rate[g in Grade] = match g { A => 1/2; B => 1/3; C => 0 }
const square[k in -1..2] = k^2
const distance[i in 0..2, j in 0..i] : 0..2 = i - j
const even[k in {2, 5}] = k % 2 == 0
noise grade : Grade ~ [1/2, 1/4, 1/4]
noise k ~ uniform(-1..1)
var passed ~ bernoulli(rate[grade])
query rate[A] + rate[Grade.B]      //= 5/6
query square[-1] + square[2]       //= 5
query distance[2, 0] + distance[2, 2]  //= 2
query count(even[i] for i in {2, 5})   //= 1
query P(passed)                    //= 1/3
query E(square[k])                 //= 2/3
query sum(rate[g] for g in Grade)  //= 5/6
query square[3]                    //! domain
query distance[1, 2]               //! domain
query E(square[k + 2])             //! undefined-operation
query E(square[k + 2] | k < 1)     //= 5/2
