// rules: lex.6
// Every keyword is refused where a name must stand: after `var`, as a label, as a binder, behind the dot.
var and = 1         //! syntax
noise in ~ bernoulli(1/2)  //! syntax
const true = 1      //! syntax
enum Not { a, not }  //! syntax
fn div(a) = a       //! syntax
var x[do in 1..2] = 1  //! syntax
const c = let xor = 1 in 2  //! syntax
type bool = 0..1    //! syntax
var coupling = 1    //! syntax
query implies = 1   //! syntax
query Word.or       //! syntax
query P(else)       //! syntax
