// rules: decl.5
// Arrays of different depths and of different kinds, and an array of nothing.
const b = [[1, 2], 3]            //! type
const c = []                     //! type
const d = [1, true]              //! type
const e = [[1, 2], []]           //! type
