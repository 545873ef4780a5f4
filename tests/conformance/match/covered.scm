// rules: match.6, match.7
// Combinations are covered by arms together, not by one; numbers without a declared domain need not be covered at all.
enum Light { red, amber, green }
noise wet ~ bernoulli(1/3)
noise light : Light ~ uniform(Light)
noise free ~ uniform(1..3)
var level : 0..2 = if wet then 0 else 2
var a = match wet, light { true, red => 1; false, _ => 2; _, amber | green => 3 }
var b = match level { 0..1 => 1; 2..9 => 2 }
var c = match free { 1 => 10; 2 => 20 }
var d = match level + 0 { 0 => 4; 2 => 1 }
var e = match not wet { true => 1; false => 4 }
query E(a)                         //= 19/9
query E(b)                         //= 5/3
query E(c)                         //! undefined-operation
query E(c | free < 3)              //= 15
query P(free > 2 or c > 10)        //= 2/3
query P(c > 10 or free > 2)        //! undefined-operation
query E(d)                         //= 2
query E(d | do(level = 1))         //! undefined-operation
query E(e)                         //= 2
query match 7 { 1 => 2 }           //! undefined-operation
query match 1 < 2 { false => 2 }   //! type: true
