// rules: lex.5
// Any text is a name in backquotes, and an identifier in backquotes is the identifier itself.
enum Level { `5`, `1/2`, `very high!`, `true` }
var level : Level ~ [1/2, 1/4, 1/8, 1/8]
var `HR-BP 2` = level == `very high!` or `level` == `5`
var `//  no comment` = if level == `true` then 3 else 5
query P(`HR-BP 2`)               //= 5/8
query P(level = Level.`1/2`)     //= 1/4
query P(level = `true`)          //= 1/8
query P(`level` = `level`)       //= 1
query P(level = 5)               //! type
query P(level = true)            //! type
query E(`level `)                //! name
