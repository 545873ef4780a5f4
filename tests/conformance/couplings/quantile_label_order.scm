// rules: coup.3, coup.2
// The order in which labels are declared decides how they are coupled; from three labels on there is a warning.
const by_name = [[1/4, 1/4, 1/2], [1/2, 3/8, 1/8]]
var treated ~ bernoulli(1/2)
var up : {none, mild, severe} ~ by_name[if treated then 2 else 1] coupling quantile  //~ label-order
var mixed : {severe, none, mild} ~ if treated then [1/8, 1/2, 3/8] else [1/2, 1/4, 1/4] coupling quantile  //~ label-order
var two : {alive, dead} ~ if treated then [3/4, 1/4] else [1/2, 1/2] coupling quantile
query dist(up[treated = 1] | not treated, up = severe)       //= {none: 0/1, mild: 3/4, severe: 1/4}
query dist(mixed[treated = 1] | not treated, mixed = severe) //= {severe: 1/4, none: 3/4, mild: 0/1}
query P(up = mild | do(treated = 1))                         //= 3/8
query P(mixed = mild | do(treated = 1))                      //= 3/8
query P(two[treated = 1] = alive | not treated, two = dead)  //= 1/2
