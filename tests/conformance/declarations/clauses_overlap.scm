// rules: decl.24
// Clauses that share an index declare it twice; a condition may keep them apart.
const start = 2
var a[t in 0..2] = t
var a[start] = 5                  //! name: `a[2]`
var e[i in 1..3 if i < 3] = i
var e[i in 1..3 if i > 1] = i     //! name: `e[2]`
var f[i in 1..3 if i < 3] = i
var f[i in 1..3 if i > 2] = i
