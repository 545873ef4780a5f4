// rules: diag.2, diag.3
// Independent errors come in one run, each on its line; a query is not even looked at then.
noise rain ~ bernoulli(1/4)
var wet = rian               //! name: `rain`
var level = not 3            //! type
var fine = rain
var light : {red, green} = blue   //! name: `red`, `green`
var colour : {red, green} = red
var wrong = rain + colour    //! type
fn f(x) = x
var short = f()              //! type: `x`
var dry = not wet
query P(wet)
query P(nothing)
