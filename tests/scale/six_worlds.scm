noise step[t in 1..200] ~ uniform(0..3)
var x[t in 0..200] = if t == 0 then 0 else (x[t-1] + step[t]) % 3
query P(x[200] = 0, x[200][x[10] = 1] = 1, x[200][x[50] = 2] = 0, x[200][x[100] = 1] = 2, x[200][x[150] = 0] = 0,
        x[200][x[190] = 1] = 1)
