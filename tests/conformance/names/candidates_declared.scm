// rules: name.5, diag.1
// The same in declarations; every unknown name is reported.
enum Light { red, green }
enum Wine { white, red }
noise intelligence ~ bernoulli(1/2)
var a = red                        //! name: `Light` and `Wine`
var b = if inteligence then 1 else 2   //! name: `intelligence`
var c : Light = white              //! type
var d : Wine = green               //! type
var e = abz(3)                     //! name: `abs`
var f : Whine = red                //! name: `Wine`
var g : Wine = red
