// rules: expr.1, expr.4, expr.5
// Powers bind tightest and from the right, then the unary minus, then products, sums, ranges, comparisons.
query 2 + 3 * 4          //= 14
query (2 + 3) * 4        //= 20
query -2^2               //= -4
query (-2)^2             //= 4
query 2^3^2              //= 512
query (2^3)^2            //= 64
query 2^-1^2             //= 1/2
query 10 - 4 - 3         //= 3
query 12 / 6 / 2         //= 1
query 12 / 2 * 3         //= 18
query 7 div 2 * 2        //= 6
query 2 * 7 div 4        //= 3
query -7 div 2           //= -4
query -(7 div 2)         //= -3
query -7 % 3             //= 2
query -(7 % 3)           //= -1
query 7 - 2 % 4 * 3      //= 1
query 2 * -3 + 1         //= -5
query 4 in 1 + 1..2 * 2  //= true
query 1 in 1 + 1..2 * 2  //= false
query 2 in -1^2..3       //= true
query 1 + 2 < 2 * 2      //= true
