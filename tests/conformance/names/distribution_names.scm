// rules: lex.11, name.2
// The name of a distribution is one only before `(`: a variable may have it too.
noise bernoulli ~ bernoulli(1/3)
const uniform = 3
noise die ~ uniform(1..uniform)
query P(bernoulli)  //= 1/3
query E(die)        //= 2
