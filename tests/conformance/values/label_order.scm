// rules: val.14
// Labels compare in the order of their domain; `==` needs one type, and so does `<`.
enum Stage { egg, larva, pupa, adult }
noise stage : Stage ~ [1/10, 2/10, 3/10, 4/10]
noise other : Stage ~ [1/4, 1/4, 1/4, 1/4]
query P(stage < other)                 //= 1/4
query P(stage >= pupa)                 //= 7/10
query P(stage != adult)                //= 3/5
query P(min(stage, other) = egg)       //= 13/40
query adult > Stage.egg                //= true
query E(ord(max(stage, other)))        //= 27/8
query P(stage > adult)                 //= 0
query max(c for c in Stage) == adult   //= true
query P(stage < 2)                     //! type
query egg + 1                          //! type
query E(stage)                         //! type
