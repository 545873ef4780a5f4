// rules: decl.14, decl.23
// One member for each tuple of indices; a later index, the condition and the domain may use earlier indices.
enum Team { red, blue }
noise luck[t in Team] ~ bernoulli(1/3)
var goals[t in Team, k in ord(t)..2 if t != blue or luck_counts] : 0..k + ord(t) = k + luck[t]
const luck_counts = true
var gap[i in 1..3, j in i + 1..4, k in {i, j} if i + k != 4] = 100 * i + 10 * j + k
query E(goals[red, 2])                       //= 7/3
query E(sum(g for g in goals))               //= 6
query P(goals[red, 1] = 2 | luck[red])       //= 1
query goals[red, 1] == 1                     //! type
query E(goals[blue, 1])                      //! domain
query E(goals[2, blue])                      //! domain
query E(goals[red])                          //! type
query E(goals[red, 1, 1])                    //! type
query E(gap[1, 2, 1])                        //= 121
query E(gap[1, 3, 3])                        //! domain
query E(gap[2, 2, 2])                        //! domain
query E(gap[2, 3, 2])                        //! domain
query E(count(g > 0 for g in gap))           //= 9
query P(goals[red, 1] = 4 | do(goals[red, 1] = 3))  //! domain
query P(goals[red, 2] = 3 | do(goals[red, 2] = 3))  //= 1
