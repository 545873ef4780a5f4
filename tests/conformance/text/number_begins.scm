// rules: lex.9
// A number begins and ends with a digit, and so does each group between underlines.
const a = .5       //! syntax: 0.5
const b = -.25     //! syntax: 0.25
const c = 1.       //! syntax
const d = 1__0     //! syntax
const e = 1_       //! syntax
const f = 1._5     //! syntax
const g = 1e       //! syntax
const h = 0x10     //! syntax
const i = ٣        //! syntax
var x : 1...3 = 1  //! syntax
var y : {.5, 1} = 1  //! syntax: 0.5
