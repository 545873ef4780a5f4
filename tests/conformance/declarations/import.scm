// rules: decl.4, decl.19
// An import brings every declaration but the model's name, queries and assertions: `answer` is free here,
// the failing assertion of the module is not asked, and the couplings of its laws stay with them.
import "imported/parts.scm"
import "effects"
model user
var volume : Amount = scaled(draw) + flow[1]
var late ~ bernoulli(if size == small then chance else 3 * chance)
query answer = P(size = large)     //= 1/2
query ratio                        //= 3
query E(volume)                    //= 21/4
query total(draw, volume)          //= 27/4
query P(late)                      //= 1/2
query P(flow[1][draw = 2] = 2 | draw = 1, flow[1] = 0)        //= 1/3
query P(late[size = large] | size = small, not late)          //! undetermined
query ATE(size, late)              //= 1/2
