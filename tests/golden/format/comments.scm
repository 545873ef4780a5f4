// Comments in all places.
enum Grade { A, // top
  B, // mid
  C // low
}
const w = [[1,2], // row one
  // before row two
  [3,40] // row two
  // behind all rows
]
const pair = [1 /* one */, 2 /* two */]
var x ~ bernoulli(1/2 // a fair coin
)
var y = match x { true => 0.50 // half
  false => 1_000; // many
  _ => 2 } // never
fn f(a, // first
  b // second
) = // why
  max(a, /* not c */ b)
query P(x // asked
  | y = 2, // known
  w = 1)
