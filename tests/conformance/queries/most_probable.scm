// rules: query.7
// map is the most probable joint value with its probability; of equals the first in the order of the domains, leftmost column first.
enum Grade { C, B, A }
noise grade : Grade ~ [1/4, 3/8, 3/8]
noise k ~ uniform({-1, 0, 5})
noise x ~ bernoulli(1/2)
var y = x xor (grade == A)
query map(grade)               //= B: 3/8
query map(k)                   //= -1: 1/3
query map(-k)                  //= -5: 1/3
query map(x)                   //= false: 1/2
query map(x, grade)            //= (false, B): 3/16
query map(grade, x)            //= (B, false): 3/16
query map(y, x)                //= (false, false): 5/16
query map(y, x | grade = A)    //= (false, true): 1/2
query map(grade | grade != B)  //= A: 3/5
query map(k, x | k > 0)        //= (5, false): 1/2
query map(not x, k < 0)        //= (false, false): 1/3
query map(x for i in 1..1)     //= false: 1/2
