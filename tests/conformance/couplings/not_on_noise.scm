// rules: coup.7
// Noise has no coupling, with parents or without; nor has a mechanism.
noise u ~ bernoulli(1/2) coupling quantile                                //! syntax
noise w ~ bernoulli(1/3) coupling independent                             //! syntax
noise v ~ bernoulli(if w then 1/2 else 1/4) coupling independent          //! syntax
