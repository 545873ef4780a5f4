// rules: match.4
// Before a pattern that begins with `-` the separator cannot be left out: `5 -1` is a difference.
var z = 0
var y = match z { 0 => 5 -1 => 7; _ => 0 }  //! syntax
