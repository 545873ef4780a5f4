enum Grade { A, B, C }
var grade : Grade ~ [1/2, 1/4, 1/4]
noise n : 0..3 ~ uniform(0..3)
var a = grade + 1
var b = n and true
var c = if n == 1 then 1 else grade
var d = match grade { A => 1; C => 2 }
fn f(x) = if x > 0 then f(x - 1) else 0
var e = f(3)
