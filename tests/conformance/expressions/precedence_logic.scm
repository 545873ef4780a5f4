// rules: expr.1, expr.6
// not, and, xor, or, implies: each binds tighter than the next; implies groups from the right.
const yes = true
const no = false
query not yes and no                        //= false
query not (yes and no)                      //= true
query not no == yes                         //= true
query (not no) == no                        //= false
query not yes == no                         //= true
query not 1 == 2                            //= true
query not not yes                           //= true
query yes or yes xor yes                    //= true
query (yes or yes) xor yes                  //= false
query yes xor yes and no                    //= true
query (yes xor yes) and no                  //= false
query yes or yes and no                     //= true
query (yes or yes) and no                   //= false
query no implies yes implies no             //= true
query (no implies yes) implies no           //= false
query yes or no implies no                  //= false
query yes or (no implies no)                //= true
query yes implies no or yes                 //= true
query (yes implies no) or no                //= false
query yes xor no implies no                 //= false
query 1 < 2 and 3 > 4 or 5 != 6             //= true
query yes xor yes xor yes                   //= true
query yes xor yes xor yes xor yes           //= false
query no xor no xor yes                     //= true
