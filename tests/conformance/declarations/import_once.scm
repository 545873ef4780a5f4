// rules: decl.20
// The same file by several ways is the same declarations, not a second set of them.
import "imported/parts.scm"
import "imported/again.scm"
import "./imported/../imported/parts.scm"
import "imported/parts.scm"
import "imported/uncoupled.scm"
query ratio + doubled       //= 9
query E(draw)               //= 3/2
query P(signal, draw = 1)   //= 1/4
