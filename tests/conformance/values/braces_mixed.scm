// rules: val.7, val.10, val.11
// Labels among numbers, labels twice, bools, and braces without anything: bare names in braces are labels, constants or not.
const top = 2
const bottom = 1
var a : {0, low, 2} = 0        //! domain
var b : {top, 3} = 3           //! domain
var c : {low, 1} = low         //! domain
var d : {a, b, a} = b          //! domain: `a`
var e : {true, false} = true   //! domain: bool
var h : {} = 0                 //! domain
var f : {bottom, top} = top
var g : {1/2, (top)} = top
