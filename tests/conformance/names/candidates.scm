// rules: name.5
// A label of several types where none is expected, and a name of nothing: the error lists what was possible.
enum Light { red, green }
enum Wine { white, red }
var light : Light ~ [1/2, 1/2]
var intelligence : {low, high} ~ [1/4, 3/4]
query ord(red)                      //! name: `Light` and `Wine`
query ord(Wine.red)                 //= 2
query P(let c = red in c = light)   //! name: `Light` and `Wine`
query P(inteligence = low)          //! name: `intelligence`
query P(light = gren)               //! name: `green`
query P(light = blue)               //! name: `red`, `green`
query P(intelligence = Low)         //! name: `low`
query ord(white)                    //= 1
query nothing(3)                    //! name: `nothing`
query red == red                    //! name: `Light` and `Wine`
