// rules: coup.9, coup.10
// A condition that alone leaves a variable one value makes it that constant, so that y[x = 1] is y itself. Several together do not.
noise w ~ bernoulli(1/2)
var z ~ bernoulli(1/3)
var x : 0..2 ~ if z then [1/4, 1/4, 1/2] else [1/3, 1/3, 1/3]
var y ~ bernoulli((x + 1) / 4)
query P(y[x = 1] | x = 1, y)                    //= 1
query P(y[x = 1] | x = 1, not y)                //= 0
query P(y[x = 2] | x > 1, y)                    //= 1
query P(y[x = 2] | w and (y and 2 <= x))        //= 1
query P(y[x = 2] | x in 2..5, y)                //= 1
query P(y[x = 1] | not (x <= 0 or x >= 2), y)   //= 1
query P(y[x = 0] | x != 1 and x^2 == 0, y)      //= 1
query P(y[x = 2] | all(x > i for i in 0..1), y) //= 1
query P(y[x = 1] | x[z = 0] = 1, y[z = 0])      //= 1
query P(y[x = 1] | x > 0, x < 2, y)             //! undetermined
query P(y[x = 1] | x > 0 and x < 2, y)          //! undetermined
query P(y[x = 2] | x == 2 or w, y)              //! undetermined
query P(y[x = 2], x = 2, y)                     //! undetermined
query P(y[x = 2] and y | x = 2)                 //= 3/4
query P(y[x = 1] | x[z = 0] = 1, y)             //! undetermined
query P(y[x = 1] = y[z = z[]] | x = 1)          //= 1
query P(y[x = 1] | x = 0, y)                    //! undetermined: y
