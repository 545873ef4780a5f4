// rules: name.1
// What for, let, fn and estimand bind comes before labels, variables and constants of that name.
enum Light { red, green }
noise red ~ bernoulli(1/3)
noise level ~ uniform(1..4)
const size = 100
var light : Light = if red then Light.red else green
fn twice(level) = 2 * level
fn first_of(size, level) = size
estimand mean(level, size = 3) = E(level) + size
query sum(size for size in 1..3)              //= 6
query E(sum(level for level in 1..2) + level) //= 11/2
query let size = 2 in size * (let size = size + 1 in size)  //= 6
query twice(size)                             //= 200
query E(twice(level + 1))                     //= 7
query E(first_of(level, size))                //= 5/2
query mean(red)                               //= 10/3
query mean(level, size)                       //= 205/2
query P(let light = not red in light)         //= 2/3
query count(red == Light.green for red in Light)  //= 1  //~ shadowed-label
