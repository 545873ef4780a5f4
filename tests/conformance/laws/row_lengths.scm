// rules: law.2, law.3
// A row has one entry for each value of the declared domain.
const thirds = [1/3, 1/3, 1/3]
var short : 1..3 ~ [1/2, 1/2]             //! type: 2 entries
var long : bool ~ [1/4, 1/4, 1/2]         //! type: 3 entries
var made : 1..3 ~ [1/4 for k in 1..4]     //! type: 4 entries
var read : bool ~ thirds                  //! type: 3 entries
