// rules: val.17
// In declarations such a constant stops the file, even where its probability is 0.
var a : 1..3 = 4                       //! domain
var b : 1..3 = 5 / 2                   //! domain
noise c : 1..3 ~ {1: 1, 4: 0}          //! domain
noise d : 1..3 ~ uniform(2..4)         //! domain
const e : 0..1 = 2                     //! domain
param f : {0, 1/2} = 1/4               //! domain
fn g(k : 1..3) = k
const h = g(4)                         //! domain
var i[t in 1..3] : 1..2 = t            //! domain
var j : 0..1 step 1/4 = 1/3            //! domain
