// rules: decl.10, decl.11
// Noise takes `~` and never `=`, not even for a value that depends on nothing.
noise u = 1             //! syntax
noise v : bool = u == 1 //! syntax
var w = 1
