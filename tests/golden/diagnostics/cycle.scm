var a = b
var b = c
var c = not a
