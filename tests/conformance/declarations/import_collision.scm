// rules: decl.22
// Everything else that is declared here and in the module is declared twice, whatever hides what.
import "imported/parts.scm"
const ratio = 3                      //! name: `ratio`
var draw = 1                         //! name: `draw`
enum Size { small, large }           //! name: `Size`
var scaled = 1                       //! name: `scaled`
fn flow(x) = x                       //! name: `flow`
param chance = 1/4                   //! name: `chance`
query answer = 1
