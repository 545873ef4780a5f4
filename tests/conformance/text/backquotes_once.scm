// rules: lex.5, decl.2
// `x` and x are one name, so that this declares it twice.
var dose = 1
var `dose` = 2  //! name: `dose`
var `` = 3      //! syntax
var `open = 3   //! syntax
