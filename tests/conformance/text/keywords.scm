// rules: lex.6
// A keyword in backquotes is a name like any other.
enum Word { `and`, `or`, `else`, `for` }
const `const` = 2
noise `if` : Word ~ [1/2, 1/4, 1/8, 1/8]
var `var`[`in` in 1..`const`] = `if` == `or` or `in` == 1 and `if` == `and`
fn `fn`(`let`) = `let` + 1
var `true` = false
query P(`var`[1])            //= 3/4
query P(`var`[2])            //= 1/4
query P(`true`)              //= 0
query P(`if` = Word.`else`)  //= 1/8
query `fn`(`const`)          //= 3
query let `do` = 3 in `do`   //= 3
query P(`false`)             //! name: `false`
