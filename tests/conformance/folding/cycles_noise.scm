// rules: fold.7
// Noise may not run in a circle either, and neither may constants or what a law mentions.
noise a : bool ~ bernoulli(if b then 1/2 else 1/3)    //! cycle
noise b : bool ~ bernoulli(if a then 1/2 else 1/3)
var c : 0..1 ~ {0: c, 1: 1 - c}                       //! cycle
