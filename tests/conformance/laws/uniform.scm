// rules: law.6
// Every element of the set is equally likely: ranges, steps, braces, types, bool, filtered sets, sets that depend on variables.
enum Suit { clubs, diamonds, hearts, spades }
noise trump ~ uniform(Suit)
noise coin ~ uniform(bool)
noise tenth ~ uniform(0..1 step 1/10)
noise odd ~ uniform({k for k in 1..9 if k % 2 == 1})
noise chosen : Suit ~ uniform({clubs, hearts, spades})
var lead : Suit ~ uniform({s for s in Suit if s != trump})
var other : 1..9 ~ uniform({k for k in 1..9 if k > odd - 2 and k < odd + 2})
query P(trump >= hearts)         //= 1/2
query P(coin)                    //= 1/2
query P(tenth > 0.75)            //= 3/11
query E(odd^2)                   //= 33
query P(chosen = diamonds)       //= 0
query P(chosen = hearts)         //= 1/3
query P(lead = hearts)           //= 1/4
query P(lead = hearts | trump = clubs)  //= 1/3
query P(lead = trump)            //= 0
query P(other = odd)             //= 2/5
query P(other = 9)               //= 1/10
