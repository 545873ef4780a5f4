// rules: val.7, val.11
// A domain lists its labels; it neither runs over a set nor gives probabilities.
var part : {e for e in 1..3} = e   //! domain
var side : {left: 1/2, right: 1/2} = left  //! domain
