var y = true
var y = 2
var z = yy
