// rules: decl.10
// Noise is exogenous and has a law, which may mention other noise.
noise court ~ bernoulli(1/4)
noise mood[k in 1..2] : 0..2 ~ if court then {2: 1} else {0: 1/2, k: 1/2}
noise mixed : bool ~ bernoulli((mood[1] + mood[2]) / 4)
var shot = mixed
query P(mood[1] = 2)              //= 1/4
query E(mood[2])                  //= 5/4
query P(mixed)                    //= 17/32
query P(court | mixed)            //= 8/17
query P(shot | do(mixed = true))  //! intervention
query P(court | do(court = true)) //! intervention
