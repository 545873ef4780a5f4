// rules: fun.1, fun.2
// min and max order labels of one type as they are declared; ord counts from 1.
enum Grade { C, B, A }
enum Light { red, green }
noise first_try : Grade ~ [1/2, 1/4, 1/4]
noise second_try : Grade ~ [1/4, 1/4, 1/2]
noise light : Light ~ uniform(Light)
var best = max(first_try, second_try)
var worst = min(first_try, second_try)
query P(best = A)                            //= 5/8
query P(best = C)                            //= 1/8
query P(worst = C)                           //= 5/8
query P(max(first_try, B) = B)               //= 3/4
query E(ord(first_try))                      //= 7/4
query ord(Grade.C) + 10 * ord(Grade.A)       //= 31
query ord(Light.red)                         //= 1
query P(max(g for g in {first_try, second_try}) = best)  //= 1
query P(max(first_try, light) = A)           //! type
query P(max(first_try, 2) = A)               //! type
query E(abs(first_try))                      //! type
query E(ord(2))                              //! type
