// rules: expr.5
// Exponents are integers, negative ones too; the base may be any number.
noise k ~ uniform(-1..2)
query 2^10             //= 1024
query 2^-2             //= 1/4
query (2/3)^3          //= 8/27
query (2/3)^-2         //= 9/4
query (-2)^3           //= -8
query -2^-2            //= -1/4
query 0^0              //= 1
query 0^3              //= 0
query E(2^k)           //= 15/8
query E((-1)^k)        //= 0
query E((k - 1/2)^2)   //= 5/4
query 0^-1             //! undefined-operation
query 4^(1/2)          //! undefined-operation
query E(4^(k / 2))     //! undefined-operation
query E(4^(k / 2) | k in {0, 2})  //= 5/2
query E(k^-1)          //! undefined-operation
query E(k^-1 | k != 0) //= 1/6
