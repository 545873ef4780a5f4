// rules: lex.2, lex.10
// White space inside a token makes two tokens of it, and so does a comment; a space that is no blank or tab is an error.
const a = 1 000     //! syntax
const b = 1. 5      //! syntax
const g = 1/**/0    //! syntax
const c = 3 = = 4   //! syntax
var d : 1. .2 = 1   //! syntax
const e = 1    //! syntax
var f = 1 <
= 2                 //! syntax
