// rules: expr.7
// The branches of `if` have one type: both bool, both numbers, or labels of one type.
enum Light { red, amber, green }
noise wait ~ uniform(0..3)
noise busy ~ bernoulli(1/2)
var next : Light = if wait == 0 then red else if busy then amber else green
var other = if busy then next else Light.red
var same : {red, amber, green} = if busy then next else red
query P(next = amber)                            //= 3/8
query P(other = red)                             //= 5/8
query P(same >= amber)                           //= 3/8
query E(if busy then wait else -wait)            //= 0
query P(if busy then wait > 2 else wait < 1)     //= 1/4
query E(if wait then 1 else 2)                   //! type
query E(if busy then 1 else true)                //! type
query P((if busy then red else next) = busy)     //! type
query P(if busy then next else wait > 1)         //! type
