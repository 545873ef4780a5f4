// rules: idx.1
// A family has the indices that it declares; an array counts from 1 in each dimension.
const table = [[1, 2, 3], [10, 20, 30]]
const row = [5, 6, 7]
var floor_[k in -1..1] = 10 + k
var half[h in 0..1 step 1/2] = 4 * h
var nested[i in 1..2, j in i..2] = 10 * i + j
query row[1] + row[3]            //= 12
query table[2, 1] - table[1, 2]  //= 8
query E(floor_[-1] + floor_[1])  //= 20
query E(half[1/2])               //= 2
query E(half[0.5 + 1/2])         //= 4
query E(nested[1, 2])            //= 12
query row[row[1] - 3]            //= 6
query row[0]                     //! domain
query row[4]                     //! domain
query row[-1]                    //! domain
query row[3/2]                   //! domain
query table[3, 1]                //! domain
query table[1, 4]                //! domain
query E(floor_[2])               //! domain
query E(half[1/4])               //! domain
query E(nested[2, 1])            //! domain
query table[1, 2, 3]             //! type
query row[1][1]                  //! type
query E(floor_)                  //! type
query E(floor_[1, 1])            //! type
