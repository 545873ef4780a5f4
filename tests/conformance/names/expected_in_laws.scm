// rules: name.9
// Keys of laws and of stochastic interventions, patterns, arguments with a declared type.
enum Light { red, amber, green }
noise red ~ bernoulli(1/2)
const amber = 3
var light : Light ~ if red then {red: 1/2, amber: 1/2} else {green: 1}
var same : Light ~ {amber: 1/8, light: 7/8}
var cost = match light, red { red | amber, true => 2; amber | green, _ => 1; _, _ => 9 }
fn late(l : Light) = l == red
query P(same = amber)                //= 11/32
query E(cost)                        //= 3/2
query P(late(light))                 //= 1/4
query late(Light.red)                //= true
query P(light = amber | do(light ~ {amber: 1/3, green: 2/3}))  //= 1/3
query P(light = red | do(light = if red then red else green))  //= 1/2
