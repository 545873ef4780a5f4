// rules: law.2
// Without a declared domain nothing says of which values a row speaks.
var nameless ~ [1/2, 1/2]                 //! type
