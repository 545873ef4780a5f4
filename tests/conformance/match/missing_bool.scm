// rules: match.6
// Bools, labels and declared domains must be covered; the message names a combination without an arm.
enum Light { red, amber, green }
noise wet ~ bernoulli(1/3)
noise light : Light ~ uniform(Light)
var level : 0..2 = if wet then 0 else 2
var a = match wet { true => 1 }                                          //! type: false
var b = match light { red => 1; green => 2 }                             //! type: amber
var c = match level { 0 | 2 => 1 }                                       //! type: 1
var d = match wet, light { true, _ => 1; false, red | green => 2 }       //! type: false, amber
var e = match wet, level { _, 0..1 => 1; true, 2 => 2 }                  //! type: false, 2
