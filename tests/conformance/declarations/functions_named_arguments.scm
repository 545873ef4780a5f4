// rules: decl.28
// Arguments by name stand behind those without, in any order; defaults may use constants and earlier parameters.
const base = 4
fn area(width, height = base, scale = 1, round : bool = false) =
  if round then floor(width * height * scale) else width * height * scale
query area(3)                            //= 12
query area(3, 5)                         //= 15
query area(3, scale: 1/2)                //= 6
query area(3, scale: 1/8, round: true)   //= 1
query area(height: 2, width: 7)          //= 14
query area(1/3, 1, round: true, scale: 5)  //= 1
query area()                             //! type: `width`
query area(height: 2)                    //! type: `width`
query area(3, depth: 2)                  //! type: `depth`
query area(3, width: 2)                  //! type: `width`
query area(3, scale: 2, scale: 3)        //! type: `scale`
query area(width: 3, 2)                  //! type
query area(3, 2, 1, true, 5)             //! type
