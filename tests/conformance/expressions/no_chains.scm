// rules: expr.1, expr.2
// Comparisons do not chain, whichever of them they are.
query 1 < 2 < 3            //! syntax
query 1 == 1 == true       //! syntax
query 3 >= 2 != false      //! syntax
query 1 in 1..2 == true    //! syntax
query 2 > 1 in {true}      //! syntax
var wet = 1 <= 2 <= 3      //! syntax
