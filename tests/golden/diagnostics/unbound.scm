extern fn f(0..3) : 0..7
noise u ~ uniform(0..3)
var x = f(u)
query P(x = 1)
query P(u = $v)
