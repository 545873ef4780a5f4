// rules: lex.2
// A comment that nothing closes is an error where it begins.
var dose = 2
query E(dose)
/* the rest of the file //! syntax
query E(dose) + 1
