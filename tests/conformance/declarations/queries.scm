// rules: decl.15, decl.16
// Questions without a name, with one, and one for each index; assertions hold or fail.
enum Coin { head, tail }
noise coin : Coin ~ [1/3, 2/3]
noise die ~ uniform(1..4)
query P(coin = head)                      //= 1/3
query chance = P(coin = tail)             //= 2/3
query least[k in 1..3] = P(die >= k)      //= {1: 1/1, 2: 3/4, 3: 1/2}
query both[c in Coin, k in 1..2] = P(coin = c, die <= k)  //= {(head, 1): 1/12, (head, 2): 1/6, (tail, 1): 1/6, (tail, 2): 1/3}
query above[i in 1..2, j in i + 1..3] = j * P(die > i)  //= {(1, 2): 3/2, (1, 3): 9/4, (2, 3): 3/2}
query is[k in 2..3] = least[k] > chance   //= {2: true, 3: false}
assert chance > 1/2                       //= holds
assert P(coin = head) == P(die = 1)       //= fails
assert chance                             //! type
assert P(die > 9 | die > 8) == 0          //! undefined-condition
assert dist(die)                          //! type
assert if chance > 1 then 1/0 == 1 else true  //= holds
