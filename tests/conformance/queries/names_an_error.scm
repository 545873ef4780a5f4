// rules: query.16, query.20
// A query that uses a failed one fails with its error; the others are answered.
noise rain ~ bernoulli(1/4)
query broken = P(reign)     //! name
query broken + 1            //! name
query P(rain)               //= 1/4
