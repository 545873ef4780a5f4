// rules: decl.7, val.17
// A default outside the parameter's domain, and a default that is no constant.
noise u ~ bernoulli(1/2)
param a : 1..3 = 4               //! domain
param b : 0..1 = [0, 1/2]        //! domain
param c : {0, 1/2} = 1/4         //! domain
