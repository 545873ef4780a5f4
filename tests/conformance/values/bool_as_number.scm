// rules: val.2
// true counts 1 and false 0 in arithmetic and beside a number; the result of arithmetic is no bool.
noise ill ~ bernoulli(1/3)
noise age ~ uniform(0..2)
query E(ill)                //= 1/3
query E(3 * ill - 1)        //= 0
query E(2^ill)              //= 4/3
query E(-ill / 2)           //= -1/6
query true + true           //= 2
query 3 - false             //= 3
query P(ill = age)          //= 1/3
query P(ill < age)          //= 5/9
query P(ill = 1)            //= 1/3
query P(ill > 1/2)          //= 1/3
query P(ill = 2)            //= 0
query true == 1             //= true
query min(true, 1/2)        //= 1/2
query P(ill + 0)            //! type
query P(max(ill, age > 1))  //! type
query P(ill in {1, 2})      //= 1/3
