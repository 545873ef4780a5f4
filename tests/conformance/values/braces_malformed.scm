// rules: val.8
// Descending and repeated numbers are errors.
const top = 2
var a : {1, 0} = 1             //! domain
var b : {0, 1/2, 2/4} = 0      //! domain
var c : {top + 0, 1} = 1       //! domain
var d : {-1, -2} = -1          //! domain
var f : {0, -0} = 0            //! domain
