// rules: decl.13
// A latent variable is a variable in every question: seen, set, tabulated, imagined.
latent var weather : {dry, wet} ~ [3/4, 1/4]
latent var damp = weather == wet
var grass = damp
query P(weather = wet | grass)              //= 1
query P(grass | do(damp = true))            //= 1
query P(grass[weather = wet] | not damp)    //= 1
query dist(weather, damp)                   //= {(dry, false): 3/4, (dry, true): 0/1, (wet, false): 0/1, (wet, true): 1/4}
query marginals( | grass)                   //= {weather: {dry: 0/1, wet: 1/1}, damp: {true: 1/1}, grass: {true: 1/1}}
