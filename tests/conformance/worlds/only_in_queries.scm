// rules: world.8
// Brackets with interventions stand in queries only: in no mechanism, law, constant or function.
noise u ~ bernoulli(1/2)
var x = u
var y = not x
var gain = y[x = 1]                                   //! syntax
var own = x[]                                         //! syntax
var law ~ bernoulli(if (y)[x = 0] then 1/2 else 1/3)  //! syntax
