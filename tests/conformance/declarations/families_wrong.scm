// rules: decl.14, decl.23, val.9
// An index set and a condition are constant.
noise u ~ uniform(1..3)
var a[i in 1..u] = i                     //! type: `u`
var b[i in 1..3 if u > i] = i            //! type: `u`
var d[i in 1..2] : 0..u = i              //! type: `u`
