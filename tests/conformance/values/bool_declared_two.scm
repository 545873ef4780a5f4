// rules: val.3, val.17
// A declaration with a constant that is no bool does not load.
var open : bool = 2    //! domain
const shut : bool = 2  //! domain
