// rules: comp.1, comp.2
// The reductions, with several binders, later ones over sets that depend on earlier ones, and a condition.
noise coin[i in 1..3] ~ bernoulli(1/2)
query sum(i * j for i in 1..3, j in 1..2)             //= 18
query sum(i for i in 1..3, j in i..3)                 //= 10
query sum(10 * i + j for i in 1..3, j in 1..3 if i + j == 4)  //= 66
query product(i + j for i in 1..2, j in 1..2)         //= 72
query count(i < j for i in 1..4, j in 1..3)           //= 3
query any(i * i == 9 for i in 1..3)                   //= true
query all(i * i < 9 for i in 1..3)                    //= false
query min(i % 3 for i in 4..5)                        //= 1
query max(i % 4 for i in 1..7 if i != 3 and i != 7)   //= 2
query sum(sum(i for i in 1..j) for j in 1..3)         //= 10
query E(sum(i for i in 1..3 if coin[i]))              //= 3
query P(count(coin[i] for i in 1..3) = 2)             //= 3/8
query E(product(i for i in 1..3 if not coin[i]))      //= 3
query P(any(coin[i] and coin[j] for i in 1..3, j in i + 1..3))  //= 1/2
query E(max(if coin[i] then i else 0 for i in 1..3))  //= 17/8
query P(all(coin[i] for i in 1..3 if i != 2))         //= 1/4
