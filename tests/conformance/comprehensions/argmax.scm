// rules: comp.4
// argmax and argmin give the first index, in the order of the set, where the extremum is attained; the index may be a label.
enum Team { lions, bears, wolves }
noise goals[t in Team] ~ uniform(0..1)
var winner = argmax(goals[t] for t in Team)
var loser = argmin(goals[t] for t in Team)
query argmax(-(k - 2)^2 for k in 0..5)          //= 2
query argmax(k % 3 for k in 1..8)               //= 2
query argmin(k % 3 for k in 1..8)               //= 3
query argmin(k % 3 for k in 4..8 if k % 3 > 0)  //= 4
query argmax(k * (k - 4) for k in 0..4)         //= 0
query P(winner = lions)                         //= 5/8
query P(winner = wolves)                        //= 1/8
query P(loser = bears)                          //= 1/4
query dist(winner | loser = lions)              //= {lions: 2/5, bears: 2/5, wolves: 1/5}
query P(argmax(goals[t] for t in Team if t != lions) = bears)  //= 3/4
query argmax(k > 2 for k in 1..4)               //= 3
query argmax(i * j for i in 1..2, j in 1..2)    //! type
query argmin(i + j for i in 1..2, j in 1..2)    //! type
