// rules: val.13
// The same in declarations.
enum Up { low, high }
enum Down { high, low }
noise up : Up ~ [1/2, 1/2]
var a : Down = up              //! type
var b : Down = Up.low          //! type
var c : Up = if up == low then Up.high else Down.high  //! type
var d : Down ~ {Up.low: 1}     //! type
var e : Down = match up { low => low; high => high }
