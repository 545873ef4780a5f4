// rules: lex.3, diag.1
// Documentation is for readers: what stands in it declares nothing, wherever it stands.
/// The chance of rain.
/// var rain = true
const rate = 1/4
//// Four strokes are an ordinary comment.
/// Does it rain?
noise rain ~ bernoulli(rate)
/// The street; a blank line ends the run.

/// Is it wet?
var street = /// not a declaration here
  rain
/// What is asked. query P(not street)
query P(street)  //= 1/4
/// Nothing follows this one: const rate = 1/2
