// rules: lim.1
// What is no model at all is an error with a place, as many times as there are.
) ( ] [ } {                //! syntax
var x[ = ~                 //! syntax
query P( | | )             //! syntax
enum { , , }               //! syntax
fn f( = 3                  //! syntax
query match { => }         //! syntax
import 3                   //! syntax
