// rules: decl.2, decl.23
// One list binds a name once.
fn twice(a, a) = a                      //! name
var pair[i in 1..2, i in 1..3] = true   //! name
