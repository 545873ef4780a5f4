// rules: decl.5
// A constant is a value of any kind, or a rectangular array of values of one domain.
enum Size { small, large }
const n = 5
const half = n / 10
const big = n > 4
const size : Size = large
const table = [[1, 2, 3], [4, 5, half]]
const sizes : Size = [[small, large], [large, large]]
const cube : 0..1 = [[[0, 1], [true, 0]], [[1, false], [0, 0]]]
query n + half                       //= 11/2
query if big then 1 else 2           //= 1
query size == Size.large             //= true
query table[2, 1] - table[1, 3]      //= 1
query len(table) * len(table[1])     //= 6
query count(sizes[i, j] == small for i in 1..2, j in 1..2)  //= 1
query cube[1, 2, 1] + cube[2, 1, 1] + cube[1, 2, 2]  //= 2
query sum(cube[i, j, k] for i in 1..2, j in 1..2, k in 1..2)  //= 3
query n[1]                           //! type
query table[1]                       //! type
query ord(size)                      //= 2
