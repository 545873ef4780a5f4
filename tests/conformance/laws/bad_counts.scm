// rules: law.7, law.8, law.1
// What is no probability or no number of things is rejected where it is constant.
noise p ~ binomial(3, 3/2)            //! probability
noise q ~ bernoulli(5/4)              //! probability: 5/4
noise r ~ bernoulli(-1/4)             //! probability
