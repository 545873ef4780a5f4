// rules: val.9, val.11
// A type is checked although nothing uses it.
var height = 1
type Empty = 2..1        //! domain
type Random = 0..height  //! type
