// rules: decl.4
// A bare name is a module of the standard library, a name in .scm a file beside this one; neither is the other.
import "effectz"                 //! name: `effectz`
import "imported/parts"          //! name: `imported/parts`
import "imported/nothing.scm"    //! io: nothing.scm
import "effects.scm"             //! io: effects.scm
import "parts.scm"               //! io: parts.scm
query 1
