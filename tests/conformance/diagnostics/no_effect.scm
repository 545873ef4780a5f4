// rules: diag.6
// An intervention from which no path leads to what is asked: the answer stands, and a warning says so.
noise u ~ bernoulli(1/4)
var rain = u
var wet = rain
var price = 3
query P(wet | do(price = 5))                 //= 1/4  //~ no-effect
query P(rain | do(wet = true))               //= 1/4  //~ no-effect
query P(wet[price = 5])                      //= 1/4  //~ no-effect
query P(wet | do(rain = true, price = 5))    //= 1  //~ no-effect
query P(wet[price = 5] | rain)               //= 1  //~ no-effect
query P(wet | do(rain = true))               //= 1
query P(wet | do(wet = true))                //= 1
query P(wet | do(price = 5), price = 5)      //= 1/4
query P(price = 5 | do(price = 5))           //= 1
query E(wet + price | do(price = 5))         //= 21/4
query P(wet | do(rain = (price == 3), price = 5))  //= 0
query P(wet[rain -> wet = true])             //= 1
query P(rain[rain -> wet = true])            //= 1/4  //~ no-effect
