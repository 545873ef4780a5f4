// rules: query.10, query.17, query.18
// Estimands take variables, families, sets of variables, values and events; `| c` adds a condition to every term.
noise k ~ uniform(0..2)
noise b ~ bernoulli(1/3)
noise u[i in 1..2] ~ uniform(0..i)
var lab : {p, q} = if b then p else q
var x = k > 0
var y = if x then k + b else 0
estimand risk(e) = P(e) / P(not e)
estimand given_value(v, w, value = 1) = E(v | w = value)
estimand total_of(vs) = E(sum(v for v in vs))
estimand gap(e) = P(e | b) - P(e | not b)
estimand moved(cause, effect, to) = P(effect | do(cause = to))
estimand nested(e) = 1 + risk(e)
query risk(k > 1)                       //= 1/2
query risk(k > 1, b)                    //! type
query risk(k > 1 and b)                 //= 1/8
query risk(lab = q)                     //= 2
query risk(k = 2 | x)                   //= 1
query risk(k = 2 | x, b)                //= 1
query given_value(y, k)                 //= 4/3
query given_value(y, k, 2)              //= 7/3
query given_value(w: lab, v: y, value: p)   //= 5/3
query given_value(y, k, value: 2 | b)   //= 3
query total_of(u)                       //= 3/2
query total_of({u[1], k})               //= 3/2
query total_of({k, u[2]} | k > 0)       //= 5/2
query total_of(u | u[1] = u[2])         //= 1
query gap(y > 1)                        //= 1/3
query gap(y > 2 | x)                    //= 1/2
query moved(x, y > 0, false)            //= 0
query moved(x, y > 0, to: true)         //= 7/9
query moved(x, y > 0, true | k < 2)     //= 2/3
query nested(k > 1)                     //= 3/2
query nested(k > 1 | x) + nested(b)     //= 7/2
query risk(b) == risk(lab = p)          //= true
query given_value(y)                    //! type
query given_value(y, k, 1, 2)           //! type
query given_value(y, k, worth: 1)       //! type
query risk(k)                           //! type
query risk(k > 2)                       //= 0
query risk(k >= 0)                      //! undefined-operation
query risk(b | k > 2)                   //! undefined-condition
