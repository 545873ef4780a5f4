// rules: val.5, val.6, val.11
// A step is positive, a range without a step has integers for its ends, and no range is empty.
var a : 0..1 step 0 = 0         //! domain
var b : 1..0 step -1/2 = 1      //! domain
var c : 0..1/2 = 0              //! domain: step
var d : 1/3..4 = 1              //! domain: step
var e : 2..1 = 1                //! domain
var f : 2..1 step 1/2 = 2       //! domain
type G = 1..0 step 1            //! domain
var g : G = 1
var h : 1/2..1 step 1/3 = 5/6
query E(h)
