// rules: val.13
// Another order, or one label more, is another type: neither compared nor assigned nor chosen beside it.
enum Up { low, middle, high }
enum Down { high, middle, low }
enum More { low, middle, high, top }
var up : Up ~ [1/2, 1/4, 1/4]
var down : Down ~ [1/2, 1/4, 1/4]
query P(up = down)                        //! type
query P(up < down)                        //! type
query P(up = Down.low)                    //! type
query P(up = Up.low | down = low)         //= 1/2
query P(up in Down)                       //! type
query E(if (if up == low then up else down) == up then 1 else 0)  //! type
query P(up[down = Up.low] = low)          //! type
query P(up = low | do(up = More.low))     //! type
query P(max(up, down) = low)              //! type
