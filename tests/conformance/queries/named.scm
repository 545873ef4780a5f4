// rules: query.10, query.19, query.20
// Named queries are used in later ones; an indexed query answers as a table, and its entries have names too.
enum Dose { none, half, full }
noise dose : Dose ~ [1/2, 1/4, 1/4]
var cured ~ bernoulli(match dose { none => 1/5; half => 2/5; full => 4/5 })
query base = P(cured)                                       //= 2/5
query rate[d in Dose] = P(cured | dose = d)                 //= {none: 1/5, half: 2/5, full: 4/5}
query lift[d in Dose] = rate[d] / base                      //= {none: 1/2, half: 1/1, full: 2/1}
query grid[d in Dose, k in 1..2 if d != none or k == 1] = k * rate[d]   //= {(none, 1): 1/5, (half, 1): 2/5, (half, 2): 4/5, (full, 1): 4/5, (full, 2): 8/5}
query above[d in Dose] = rate[d] > base                     //= {none: false, half: false, full: true}
query lift[full] - 2 * base                                 //= 6/5
query sum(rate[d] * P(dose = d) for d in Dose) == base      //= true
query grid[full, 2]                                         //= 8/5
query if above[full] then base else later                   //! name
query later = 1                                             //= 1
query later + base                                          //= 7/5
query own = own + 1                                         //! name
query rate[wrong]                                           //! name
query grid[none, 2]                                         //! domain
query rate                                                  //! type
query ones[k in 1..3] = 1 / (k - 2)                         //! undefined-operation
query P(cured = base)                                       //! syntax
