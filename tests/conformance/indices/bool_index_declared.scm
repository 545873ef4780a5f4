// rules: idx.7
// The same in declarations.
const row = [5, 6]
noise c ~ bernoulli(1/4)
var x[i in 0..1] = 10 * i
var a = row[c]             //! type
var b = x[not c]           //! type
const d = row[1 < 2]       //! type
var e = x[c + 0]
