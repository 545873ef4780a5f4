// rules: comp.5, val.10
// Variables of unlike types have no common value to compute with.
noise ill ~ bernoulli(1/3)
noise ward : {north, south} ~ [1/4, 3/4]
query P(any(v for v in {ill, ward}))       //! type
query P(any(v = ill for v in {ward, ill})) //! type
query dist(v for v in {ill, ward})         //= {(false, north): 1/6, (false, south): 1/2, (true, north): 1/12, (true, south): 1/4}
