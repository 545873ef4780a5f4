// rules: idx.3
// Fewer indices give the array that is left: for more indices, for len, for functions, and for laws.
const cube = [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]
const law = [[[1/2, 1/2], [1/3, 2/3]], [[0, 1], [1/4, 3/4]]]
fn weighted(a) = sum(k * a[k] for k in 1..len(a))
noise side ~ uniform(1..2)
var ball : {red, blue} ~ law[side, 2]
var other : {red, blue} ~ law[side][side]
query cube[2][3][1]                //= 11
query cube[2, 3][1]                //= 11
query cube[2][3, 1]                //= 11
query len(cube) + 10 * len(cube[1]) + 100 * len(cube[1, 2])  //= 232
query weighted(cube[1, 3])         //= 17
query P(ball = red)                //= 7/24
query P(other = red)               //= 3/8
query E(cube[side][2][side])       //= 13/2
query cube[1, 1]                   //! type
query weighted(cube[1])            //! type
