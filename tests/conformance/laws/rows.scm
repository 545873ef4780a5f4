// rules: law.2, law.3
// A row gives the probabilities in the order of the declared domain; `_` is the rest. Rows by comprehension, and out of arrays.
enum Grade { A, B, C }
const cpt = [[1/2, 1/4, 1/4], [0, 1/3, 2/3]]
const cube = [[[1/5, 4/5], [2/5, 3/5]], [[1, 0], [1/2, 1/2]]]
noise z ~ bernoulli(1/4)
noise dice : {1, 3, 6} ~ [1/2, 1/3, 1/6]
noise flag : bool ~ [1/3, _]
var grade : Grade ~ [1/2, 1/3, _]
var rest : Grade ~ if z then [1/8, 1/8, _] else [3/4, 1/4 + (if flag then 1/4 else 0), _]
var weighted : 1..4 ~ [k / 10 for k in 1..4]
var by_label : Grade ~ [if g == B then 1/2 else 1/4 for g in Grade]
var read : Grade ~ cpt[if z then 2 else 1]
var deep : {low, high} ~ cube[ord(grade) div 3 + 1, if z then 1 else 2]
query E(dice)                     //= 5/2
query P(dice = 1)                 //= 1/2
query P(flag)                     //= 2/3
query P(grade = C)                //= 1/6
query E(weighted)                 //= 3
query P(by_label = B)             //= 1/2
query P(read = A)                 //= 3/8
query P(read = C | z)             //= 2/3
query P(deep = low)               //= 19/48
query P(deep = high | grade = C, not z)  //= 1/2
query P(rest = C | z)             //= 3/4
query P(rest = B | not z, not flag)  //= 1/4
query P(rest = B | not z)         //! probability
