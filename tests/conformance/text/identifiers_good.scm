// rules: lex.4
// Names that look odd and are none the less identifiers.
var _ok = 1
var __ = 2
var _1 = 4
var x1_y = 8
var X1_y = 16
var é٣ = 32
var col·lecció = 64
query E(_ok + __ + _1 + x1_y + X1_y + é٣ + col·lecció)  //= 127
query E(X1_y)     //= 16
query E(x1_Y)     //! name: `x1_Y`
