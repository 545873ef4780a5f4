// rules: fold.7, fold.6
// A random index may close a circle: by the members that it could mention, not by those it will.
noise back : 1..2 ~ {1: 1, 2: 0}
noise safe : 1..1 ~ {1: 1}
var x[t in 1..2] : bool = if t == 1 then true else x[back]     //! cycle
var y[t in 1..2] : bool = if t == 1 then true else y[safe]
