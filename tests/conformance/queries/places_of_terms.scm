// rules: query.13, query.14, query.15
// A term stands in no term; tables stand alone; `=` compares inside terms only, and assigns in a list of interventions.
noise k ~ uniform(0..2)
noise b ~ bernoulli(1/3)
var lab : {p, q} = if b then p else q
var z = k
estimand mean(v) = E(v)
query P(b = (k = 1))                 //= 5/9
query P(b == (k == 1))               //= 5/9
query P(k = 1 | lab = p)             //= 1/3
query P(z = 1 | do(z = k + 1))       //= 1/3
query P(z[z = if k == 1 then 0 else 2] = 2)  //= 2/3
query E(E(k))                        //! syntax
query P(P(b) > 1/4)                  //! syntax
query P(b | k = E(k))                //! syntax
query P(k = mean(k))                 //! syntax
query P(z = 1 | do(z = P(b)))        //! syntax
query P(b) = 1/3                     //! syntax
query if k = 1 then 1 else 2         //! syntax
query let p = P(b) in p = 1/3        //! syntax
query P(z = 0 | do(z = (k = 1)))     //! syntax
query P(z[z = (k = 1)] = 0)          //! syntax
query 1 + dist(b)                    //! type
query if true then dist(b) else 1    //! type
query let x = 1 in map(b)            //! type
query -marginals()                   //! type
assert P(k = 1) = 1/3                //! syntax
