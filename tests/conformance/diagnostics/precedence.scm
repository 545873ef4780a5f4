// rules: diag.4
// `=` binds tighter than `or`, `xor` and `implies`; without parentheses there is a warning, and the answer stands.
noise a ~ bernoulli(1/2)
noise b ~ bernoulli(1/3)
noise c ~ bernoulli(1/5)
query P(a = b or c)            //= 3/5  //~ precedence
query P(a or b = c)            //= 4/5  //~ precedence
query P(a = b xor c)           //= 1/2  //~ precedence
query P(a = b implies c)       //= 3/5  //~ precedence
query P(c | a = b or b)        //= 1/5  //~ precedence
query E(if a = b or c then 1 else 0)  //= 3/5  //~ precedence
query P((a = b) or c)          //= 3/5
query P(a = (b or c))          //= 1/2
query P(a == b or c)           //= 3/5
query P(a = b and c)           //= 1/10
query P(a = b, c or b)         //= 7/30
query P(not (a = b) or c)      //= 3/5
query P(a != b or c)           //= 3/5
