// rules: name.2, name.9
// Where a type is expected a label of it comes before variables and constants of the same name.
enum Light { red, green }
noise red ~ bernoulli(1/3)
const green = 7
noise lamp : Light ~ {red: 1/5, green: 4/5}
var always : Light = red
var light : Light = if red then red else green
var back : Light = match light { red => green; green => red }
var wait = match light { red => 5; green => 1 }
query P(lamp = green)                             //= 4/5
query P(always = red)                             //= 1
query P(light = red)                              //= 1/3
query P(back = red)                               //= 2/3
query E(wait)                                     //= 7/3
query E(wait | do(light = green))                 //= 1
query E(wait[light = red])                        //= 5
query E(wait | do(light ~ {red: 1/2, green: 1/2}))  //= 3
query P(red)                                      //= 1/3
query 2 * green                                   //= 14
