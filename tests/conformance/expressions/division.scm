// rules: expr.3, expr.4, expr.5
// Division is exact; div rounds down, also for negative and fractional operands; % has the sign of its divisor.
noise step ~ uniform(-2..2)
query 1/3 + 1/6            //= 1/2
query 1/3 * 3 == 1         //= true
query 0.1 + 0.2 == 0.3     //= true
query 7 div 2              //= 3
query -7 div 2             //= -4
query 7 div -2             //= -4
query -7 div -2            //= 3
query 7 % -2               //= -1
query -7 % 2               //= 1
query -7 % -2              //= -1
query 7/2 div 1            //= 3
query 7/2 % 1              //= 1/2
query -7/2 % 1             //= 1/2
query (5/2) % (2/3)        //= 1/2
query (5/2) div (2/3)      //= 3
query 6 % 3                //= 0
query -6 % 3               //= 0
query true + true          //= 2
query 5 div (2 * true)     //= 2
query E(step div 2)        //= -1/5
query E(step % 2)          //= 2/5
query E(step / 2)          //= 0
query E(step % -2)         //= -2/5
query 1 div 0              //! undefined-operation
query 1 % 0                //! undefined-operation
query 1 / (1 - 1)          //! undefined-operation
query E(1 % step)          //! undefined-operation
query E(1 % step | step != 0)  //= 0
