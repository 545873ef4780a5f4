// rules: val.9
// A variable is no constant: neither as a bound, nor in braces, nor as a step.
noise die ~ uniform(1..6)
var rest : 0..die = 0                //! type: `die`
var kind : {0, die + 0} = 0          //! type: `die`
var part : 0..1 step 1 / die = 0     //! type: `die`
