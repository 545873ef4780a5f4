// rules: lex.1
// A byte that is no UTF-8 is an error, even inside a comment.
var dose = 2
/* Muﬂter */ query E(dose)  //! syntax: UTF-8
