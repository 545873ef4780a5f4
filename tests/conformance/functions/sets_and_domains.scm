// rules: fun.3, fun.4
// len, first and last of sets; len of arrays and families; domain(x), of a member the union over its family.
enum Day { mon, tue, wed }
const price = [[1, 2, 3], [10, 20, 30]]
noise day : Day ~ uniform(Day)
noise u[i in 1..3] ~ uniform(i..2 * i)
noise pair[i in 1..2, d in Day] ~ bernoulli(1/2)
var sum_of_two = u[1] + u[2]
var wide : 0..9 = u[3]
fn odd(x) = count(x[i] % 2 == 1 for i in 1..len(x))
var odds = odd([u[1], u[2] + 1, 3])         // the length is constant, the elements are not
query len(2..6)                             //= 5
query len(1..9 step 3)                      //= 3
query len({7, 9})                           //= 2
query len(Day) + len(bool)                  //= 5
query len(price)                            //= 2
query len(price[1])                         //= 3
query E(len(u))                             //= 3
query E(len(pair))                          //= 6
query E(len(pair[1, _]))                    //= 3
query first(2..6)                           //= 2
query last(1..9 step 3)                     //= 7
query last(1..10 step 5/2)                  //= 17/2
query P(day = first(Day))                   //= 1/3
query P(day = last({mon, tue}))             //= 1/3
query len(domain(u[1]))                     //= 6
query first(domain(u[3]))                   //= 1
query last(domain(u[1]))                    //= 6
query len(domain(sum_of_two))               //= 4
query last(domain(wide))                    //= 9
query first(domain(day)) == Day.mon         //= true
query len(domain(pair[1, mon]))             //= 2
query P(u[1] = last(domain(u[1])))          //= 0
query P(odds = 3)                           //= 1/3
query E(len([u[1], u[2]]) + len([u[i] for i in 1..3]))  //= 5
query len(day)                              //! type
query domain(3)                             //! type
