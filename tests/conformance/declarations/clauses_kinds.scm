// rules: decl.24, decl.2
// Clauses of one family are alike in kind and in their number of indices.
var b[1] = 1
var b[1, 2] = 2                   //! name: `b`
var c = 1
var c[1] = 2                      //! name: `c`
noise d[1] ~ bernoulli(1/2)
var d[2] = true                   //! name: `d`
var g[1] = 1
latent var g[2] = 2               //! name: `g`
