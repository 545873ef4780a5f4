// rules: fold.7
// A circle of parents is an error, also where its probability is 0 or where no algebra would leave it.
noise u ~ bernoulli(1/2)
var a : bool = b and false            //! cycle
var b : bool = a
var c : bool = c or u                 //! cycle
var d[t in 1..3] : bool = if t == 3 then u else d[t + 1]
var e[t in 1..3] : bool = if t == 3 then e[1] else e[t + 1]   //! cycle
var f : bool = if false then f else u
