// rules: name.3, name.4
// Where no type is expected a variable comes before a label; a label that only one type has needs no type.
enum Light { red, green, amber }
type Signal = {red, green, amber}
enum Wine { white, rose }
noise red ~ uniform(3..4)
param amber = 1/2
var copy = red
var wine = if copy == 3 then white else rose
var light = Light.red
query E(copy)               //= 7/2
query E(amber)              //= 1/2
query ord(green)            //= 2
query ord(rose)             //= 2
query ord(Light.amber)      //= 3
query P(wine = rose)        //= 1/2
query first(domain(wine)) == white   //= true
query max(green, Light.red) == green //= true
query ord(amber)            //! type
query P(light = amber)      //= 0
