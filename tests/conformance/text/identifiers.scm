// rules: lex.4
// A letter or `_`, then letters, digits and `_`. Case matters; marks and foreign digits continue a name.
var _ = 3             //! syntax
var 2nd = 1           //! syntax
var x² = 1            //! syntax
var a-b = 1           //! syntax
var a.b = 1           //! syntax
var ok = 🙂             //! syntax
