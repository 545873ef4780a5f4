// rules: lex.7
// `observe` and `given` belong to later versions; in backquotes they are names today.
var `observe` = 2
var `given` = 3
query E(`observe` * `given`)  //= 6
query E(`observe`[`given` = 1])  //= 2  //~ no-effect
