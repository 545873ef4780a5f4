// rules: decl.14
// A family may have no members; a range of indices that is empty is no error where it depends on an earlier one.
var none[i in 1..0] = i
var stairs[i in 1..2, j in i..1] = i + j
query E(sum(v for v in none))      //= 0
query P(all(v > 5 for v in none))  //= 1
query E(none[1])                   //! domain
query E(sum(v for v in stairs))    //= 2
query E(stairs[2, 2])              //! domain
