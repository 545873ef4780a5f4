// rules: decl.5, val.9
// Rows of different lengths, and constants that would depend on variables.
noise u ~ bernoulli(1/2)
const a = [[1, 2], [3]]          //! type
const e = u                      //! type: `u`
const g = [1, u + 1]             //! type: `u`
const h = [[[1], [2]], [[1, 2], [3, 4]]]   //! type
const i[k in 1..2] = if u then k else 0    //! type: `u`
