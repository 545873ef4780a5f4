// rules: val.3
// Between a bool and a declared domain the value is converted, in every place where something is assigned.
noise coin ~ bernoulli(1/4)
noise bit : bool ~ {0: 1/3, 1: 2/3}
noise score : 0..2 ~ {true: 1/8, 2: 1/2, false: 3/8}
var tails : 0..1 = not coin
var half : {0, 1/2, 1} = coin
var won : bool = score - tails
const on : bool = 1
const one : 0..1 = true
var heads : bool = 1 - tails
query P(bit and on)             //= 2/3
query P(score = 1)              //= 1/8
query dist(tails)               //= {0: 1/4, 1: 3/4}
query dist(half)                //= {0: 3/4, 1/2: 0/1, 1: 1/4}
query P(heads)                  //= 1/4
query P(won | score = 2, not coin)        //= 1
query P(won | score in 0..1, coin)        //= 1/4
query P(won)                              //! undefined-operation
query P(heads | do(tails = true)) //= 0
query P(heads | do(heads = 1))    //= 1
query P(tails)                  //! type
query if on then 2 else 3       //= 2
query if one then 2 else 3      //! type
query one + 1                   //= 2
