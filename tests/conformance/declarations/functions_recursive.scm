// rules: decl.26
// Functions do not call themselves, not even by way of others; the call is what is refused.
fn factorial(n) = if n == 0 then 1 else n * factorial(n - 1)  //! type: recursive
fn even(n) = n == 0 or odd(n - 1)
fn odd(n) = n > 0 and even(n - 1)   //! type: recursive
var a = factorial(3)
var b = even(4)
