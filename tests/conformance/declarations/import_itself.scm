// rules: decl.21
// The smallest circle.
import "import_itself.scm"     //! name: circle
query 1
