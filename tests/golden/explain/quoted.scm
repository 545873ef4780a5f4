// query: P(`a|b)`=1/* ) */ | do(x=z and`a|b)`[],`=`  ~  bernoulli(1/2)),`a|b)`)
noise u ~ bernoulli(1/3)
noise v ~ bernoulli(1/5)
var z = v
var x = u or z
var `=` = x
var `a|b)` = x xor `=` xor z
