// rules: law.2
// `_` is the last entry of a row or none.
var first_left : 1..2 ~ [_, 1/2]          //! syntax
var middle : 1..3 ~ [1/2, _, 1/4]         //! syntax
var key : 1..2 ~ {1: 1/2, 2: _}           //! syntax
