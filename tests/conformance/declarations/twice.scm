// rules: decl.2
// All kinds of declarations share their names; every second one is reported.
model rain
noise rain ~ bernoulli(1/4)
const size = 3
var size = 4                    //! name: `size`
enum rain { drizzle, shower }   //! name: `rain`
fn cloud(x) = x
type cloud = 0..2               //! name: `cloud`
param size = 5                  //! name: `size`
estimand effect(x) = E(x)
var effect = rain               //! name: `effect`
noise wind ~ bernoulli(1/2)
latent var wind = rain          //! name: `wind`
query first = P(rain)
query first = P(not rain)       //! name: `first`
query wind = 1                  //! name: `wind`
extern fn cloud(bool) : bool    //! name: `cloud`
