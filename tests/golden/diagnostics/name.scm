enum Grade { A, B, C }
enum Blood { A, O }
var intelligence : {low, high} ~ [1/2, 1/2]
var grade : Grade = if inteligence == high then A else B
var hard : Grade = if intelligence == hihg then A else B
var x = gradde
var y = A == B
var w = clmp(1, 2, 3)
