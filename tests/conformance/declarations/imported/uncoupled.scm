var signal ~ bernoulli(1/2)
var there ~ bernoulli(if signal then 1/2 else 1/4)
