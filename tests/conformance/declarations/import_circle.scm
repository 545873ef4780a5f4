// rules: decl.21
// A file that imports a file that imports it. The error is at the import that closes the circle, on
// the same line of the other file.

import "imported/circle.scm"   //! name: circle
const outer = inner
query outer
