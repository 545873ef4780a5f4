// rules: law.13, law.4
// A constant key that stands twice is an error, also where it is written differently; what is no value of the domain is one too.
const half = 1/2
var a ~ {1: 1/2, 2: 1/4, 1: 1/4}                //! probability
var b ~ {half: 1/2, 0.5: 1/2}                   //! probability
var c : {low, high} ~ {low: 1/2, low: 1/2}      //! probability
var d ~ {true: 1/3, true: 2/3}                  //! probability
var e : 1..3 ~ {1: 1/2, 4: 1/2}                 //! domain
