// rules: val.4, diag.1
// In declarations likewise; the hint says how to compare.
noise n ~ uniform(0..1)
var a = not n                  //! type: b == 1
var b = if n then 1 else 2     //! type: b == 1
var c[k in 1..3 if k] = k      //! type
var d = true and n + 1         //! type
fn both(x, y) = x and y        //! type
var e = both(true, 1)
var f ~ if n then bernoulli(1/2) else bernoulli(1/3)  //! type
var g : bool = n
var h = g and true
