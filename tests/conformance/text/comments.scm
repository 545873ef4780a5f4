// rules: lex.2
// Comments of both kinds, inside one another, and between any two tokens.
noise /* a // b */ rain ~ bernoulli(/**/1/4/* 3 */) // var rain = true
/* var rain = true
// */ var wet = rain
// /* this opens nothing
var dry /***/ = not rain // */
/* comments do not nest: /* this one ends here */ var damp = wet or dry
query P(wet)   //= 1/4
query P(dry)   //= 3/4
query P(damp)  //= 1
query 6 //* 2
  / 2          //= 3
query 6 /* / */ / 2  //= 3
