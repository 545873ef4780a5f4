// rules: fold.4
// In a query an index outside the family is that query's error, unless it is dropped.
enum Day { mon, tue, wed }
var rain[d in Day if d != tue] ~ bernoulli(1/4)
var seen[t in 1..2, k in t..3] = t == 1 and rain[mon]
const w = [1, 2]
query P(rain[tue])                  //! domain: rain[tue]
query P(rain[mon], rain[tue])       //! domain
query P(false and rain[tue])        //= 0
query P(1 > 2 implies rain[tue])    //= 1
query P(seen[2, 1])                 //! domain: seen[2, 1]
query P(seen[1, 5/2])               //! domain
query P(rain[mon] | do(rain[tue] = true))  //! domain
query w[3]                          //! domain
query if len(w) > 2 then w[3] else w[2]    //= 2
query P(seen[1, 1] | seen[2, 1])    //! domain
