// rules: fun.1
// Functions of numbers, with negative and fractional arguments.
noise z ~ uniform(-2..2)
query min(3, -1, 2)            //= -1
query max(1/2, 1/3)            //= 1/2
query max(7)                   //= 7
query abs(-3/2)                //= 3/2
query floor(-7/2)              //= -4
query floor(7/2)               //= 3
query ceil(-7/2)               //= -3
query ceil(7/2)                //= 4
query ceil(4) + floor(4)       //= 8
query sign(-2/3)               //= -1
query sign(0)                  //= 0
query sign(1/9)                //= 1
query clamp(5, 1, 3)           //= 3
query clamp(-5, 1, 3)          //= 1
query clamp(5/2, 1, 3)         //= 5/2
query fact(0)                  //= 1
query fact(5)                  //= 120
query choose(5, 2)             //= 10
query choose(5, 0)             //= 1
query choose(5, 5)             //= 1
query choose(3, 5)             //= 0
query E(max(z, 0))             //= 3/5
query E(min(z, 0, z + 1))      //= -3/5
query E(abs(z))                //= 6/5
query E(floor(z / 2))          //= -1/5
query E(ceil(z / 2))           //= 1/5
query E(sign(z) * z)           //= 6/5
query E(clamp(z, -1, 1)^2)     //= 4/5
query E(choose(4, abs(z)))     //= 21/5
query fact(-1)                 //! undefined-operation
query fact(1/2)                //! undefined-operation
query E(fact(z))               //! undefined-operation
query E(fact(z) | z >= 0)      //= 4/3
query clamp(2, 3, 1)           //! undefined-operation
query abs()                    //! type
query sign(1, 2)               //! type
