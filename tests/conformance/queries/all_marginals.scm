// rules: query.8, query.12
// The distribution of every var - not of noise - given the conditions.
noise u ~ bernoulli(1/4)
noise w ~ uniform(1..2)
var b = u
latent var hidden = w * 3
var c : 0..2 = if u then w else 0
var lab[i in 1..2] : {lo, hi} ~ if u then [1/i, 1 - 1/i] else [0, 1]
query marginals()           //= {b: {false: 3/4, true: 1/4}, hidden: {3: 1/2, 6: 1/2}, c: {0: 3/4, 1: 1/8, 2: 1/8}, lab[1]: {lo: 1/4, hi: 3/4}, lab[2]: {lo: 1/8, hi: 7/8}}
query marginals( | c = 2)   //= {b: {true: 1/1}, hidden: {6: 1/1}, c: {0: 0/1, 1: 0/1, 2: 1/1}, lab[1]: {lo: 1/1, hi: 0/1}, lab[2]: {lo: 1/2, hi: 1/2}}
query marginals(b)          //! type
query marginals( | c = 0, b)  //! undefined-condition
