// rules: int.1, int.5
// An intervention replaces a mechanism: effects follow, causes do not; under a do a bracket on the same target wins.
noise u ~ bernoulli(1/3)
var season : {dry, wet} = if u then wet else dry
var sprinkler ~ bernoulli(if season == dry then 3/4 else 1/4)
var rain ~ bernoulli(if season == wet then 2/3 else 1/6)
var grass : {dry, damp, soaked} = if sprinkler and rain then soaked else if sprinkler or rain then damp else dry
query P(rain | sprinkler)                            //= 5/21
query P(rain | do(sprinkler = true))                 //= 1/3  //~ no-effect
query P(grass = soaked | do(sprinkler = 1))          //= 1/3
query P(season = wet | do(rain = 1), grass = soaked) //= 1/7  //~ acted-evidence
query P(grass = soaked | do(grass = soaked))         //= 1
query P(grass = damp | do(season = wet))             //= 7/12
query P(grass[sprinkler = 0] = damp | do(sprinkler = 1))   //= 1/3  //~ no-effect
query P(grass[rain = 0] = damp | do(sprinkler = 1))  //= 1
query P(grass = soaked | do(grass = damp))           //= 0
query P(grass = damp | do(grass = green))            //! name
query P(grass = damp | do(sprinkler = wet))          //! type
