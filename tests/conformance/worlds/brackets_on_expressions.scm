// rules: world.4
// (e)[I] puts the list on every variable of e; brackets inside start from that world and win over I.
noise ux ~ bernoulli(1/3)
noise um ~ bernoulli(1/5)
var z ~ bernoulli(1/4)
var x : 0..1 = z or ux
var m : 0..1 = (x == 1) xor um
var y = m + 2 * x + 4 * z
query E((y + 10 * x)[x = 1])                          //= 69/5
query E((y)[z = 1]) == E(y[z = 1])                    //= true
query E((y[x = 1])[z = 1])                            //= 34/5
query E((y[x = 1])[x = 0])                            //= 19/5
query E((y[x = 1] - y)[x = 0])                        //= 13/5
query P((y[x = 1] > y)[z = 0])                        //= 2/3
query E((y[x = 1, m = m[]])[x = 0])                   //= 16/5
query E((y[m = m[x = 1]])[x = 0])                     //= 9/5
query E(((y[x = 1])[z = 1])[x = 0, z = 0])            //= 34/5
query E((if x == 1 then y else 100)[x = 1])           //= 19/5
query E((let k = x in k * y)[x = 1])                  //= 19/5
query E((sum(v for v in {x, m}))[x = 1])              //= 9/5
query P((x == 1 and not (z or x == 1))[x = 1])        //= 0
query P((y > 3)[x = 1] = (m = 1)[x = 0])              //= 13/20
