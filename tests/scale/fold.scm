// A walk between two walls, written as a fold.
noise d[t in 1..200] ~ {-1: 1/3, 0: 1/3, 2: 1/3}
var s[t in 0..200] = if t == 0 then 10 else clamp(s[t-1] + d[t], 0, 50)
query P(s[200] = 50)
query E(s[200])
query P(s[200] = 50 | s[100] = 0)
