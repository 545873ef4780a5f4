// rules: idx.6
// A random index without a member is undefined where it is reached, and nowhere else.
enum Hue { red, green, blue }
noise k ~ uniform(0..3)
noise never ~ {1: 1, 7: 0}
noise hue : Hue ~ [1/2, 1/4, 1/4]
const row = [5, 6, 7]
var x[i in 1..2] = 10 * i
var paint[h in Hue if h != green] = ord(h)
var read = x[k]
var sure = x[never]
query E(read)                         //! undefined-operation
query E(read | k in 1..2)             //= 15
query P(k in 1..2 and read > 10)      //= 1/4
query P(read > 10 and k in 1..2)      //! undefined-operation
query E(sure)                         //= 10
query E(row[k])                       //! undefined-operation
query E(row[k] | k > 0)               //= 6
query E(row[k / 2] | k > 1)           //! undefined-operation
query E(row[k / 2] | k = 2)           //= 5
query E(paint[hue])                   //! undefined-operation
query E(paint[hue] | hue != green)    //= 5/3
query E(if k in 1..2 then x[k] else 0)  //= 15/2
query E(x[k + 10] | k > 5)            //! undefined-condition
query E(x[k + 10])                    //! undefined-operation
