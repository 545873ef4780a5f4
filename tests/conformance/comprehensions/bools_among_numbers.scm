// rules: comp.5, val.2
// A set of variables may hold bools and numbers: what runs over it reads numbers.
noise ill ~ bernoulli(1/3)
noise age ~ uniform(0..2)
query E(count(v = 1 for v in {ill, age}))  //= 2/3
query E(max(v for v in {age, ill}))        //= 10/9
query E(sum(v for v in {ill, age}))        //= 4/3
query P(any(v == 1 for v in {age, ill}))   //= 5/9
query P(any(v for v in {ill, age}))        //! type
query sum(P(v = 1) for v in {ill, age})    //= 2/3
