// rules: diag.7
// Evidence on a descendant of the target of a `do` is read in the acted world; a counterfactual says what was meant.
noise u ~ bernoulli(1/4)
noise v ~ bernoulli(1/3)
var smoke = u
var tar = smoke or v
var cough = tar
var coin ~ bernoulli(1/2)
query P(v | do(smoke = false), cough)         //= 1  //~ acted-evidence
query P(v | cough)                            //= 2/3
query P(v | do(smoke = true), tar)            //= 1/3  //~ acted-evidence
query E(v | do(smoke = false), not tar)       //= 0  //~ acted-evidence
query P(cough | do(smoke = false), v)         //= 1
query P(cough | do(tar = true), smoke)        //= 1
query P(cough | do(smoke = false), coin)      //= 1/3
query P(cough[smoke = false] | cough)         //= 2/3
query dist(v | do(smoke = false), cough)      //= {true: 1/1}  //~ acted-evidence
