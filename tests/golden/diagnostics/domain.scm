var a : 0..3 = 5
var b : 3..0 = 1
var c : {1, 1/2} = 1
var x[i in 1..3] = i
var d = x[4]
const w = [1, 2]
var e = w[0]
