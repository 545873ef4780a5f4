// rules: int.16
// A world with a circle has no meaning, whatever is asked of it.
noise coin ~ bernoulli(1/2)
var heads = coin
var paid = heads
query P(coin | do(heads = paid))    //! cycle
query P(coin | do(paid = heads), heads)  //= 1  //~ no-effect
query P(heads | do(paid = paid))    //! cycle
