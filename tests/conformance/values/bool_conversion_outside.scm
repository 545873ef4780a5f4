// rules: val.3, val.17
// What converts to no value of the domain is an error like any other constant outside.
var x : 1..3 = 1
noise coin ~ bernoulli(1/4)
var y : 1..3 = coin
var even : {0, 2} = true    //! domain
noise die : 2..3 ~ {true: 1/2, 3: 1/2}  //! domain
const none : 2..3 = false   //! domain
