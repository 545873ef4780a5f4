// rules: decl.14, decl.23
// An index set sees earlier indices only, and holds numbers or labels.
var c[i in 1..j, j in 1..2] = i          //! name: `j`
var e[b in bool] = b                     //! type
var g[i in i..2] = i                     //! name: `i`
var h[i in 1..2] : 0..k = 1              //! name: `k`
