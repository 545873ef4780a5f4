enum Grade { A, B, C }
var grade : Grade ~ [1/2, 1/4, 1/4]
var n : 0..2 = 1
var d = match grade, n { A, _ => 1; B, 0..1 => 2; C, _ => 3 }
