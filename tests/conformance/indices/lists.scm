// rules: idx.4
// The bare name of a family, and `_` in place of an index, are the list of the members, in the order of their indices.
enum Side { left, right }
var h[s in Side, k in 1..3 if s == left or k > 1] = ord(s) * 10 + k
noise e[k in 1..2] ~ bernoulli(k / 4)
fn total(f) = sum(v for v in f)
query E(total(h))                      //= 81
query E(total(h[left, _]))             //= 36
query E(total(h[_, 1]))                //= 11
query E(total(h[_, 3]))                //= 36
query E(total(h[_, _]))                //= 81
query E(total(h[right]))               //= 45
query E(total({h[left, _], h[right, 2]}))  //= 58
query P(any(v for v in e))             //= 5/8
query dist(e)                          //= {(false, false): 3/8, (false, true): 3/8, (true, false): 1/8, (true, true): 1/8}
query map(e[_])                        //= (false, false): 3/8
query E(total(h) | do(h[_, 2] = 0))    //= 47
query E(total(h) | do(h[right, _] = 1))  //= 38
query E(total(h)[v = 0 for v in h[left, _]])  //= 45
query P(e)                             //! type
query E(h[left, _])                    //! type
