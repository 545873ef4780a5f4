// rules: lex.7
// The reserved words are refused as names and as the beginning of a declaration.
var observe = 1         //! syntax: reserved
var x = given           //! syntax: reserved
query P(given = 1)      //! syntax: reserved
var y = 1
observe x = 1           //! syntax: reserved
