// rules: lex.8
// Every form of a number, and none of them is rounded.
query 1_000_000            //= 1000000
query 007                  //= 7
query 0.25                 //= 1/4
query 0.10                 //= 1/10
query 1e-3                 //= 1/1000
query 1E3 + 1e+3           //= 2000
query 1_0.2_5e1_0          //= 102500000000
query 2.5e-1               //= 1/4
query 0.1 + 0.2 == 0.3     //= true
query 1e30 + 1 - 1e30      //= 1
query 0.1 * 3 - 0.3        //= 0
query 1/3 * 3              //= 1
query 123456789012345678901234567890  //= 123456789012345678901234567890
query 1e-400 * 1e400       //= 1
query (1 + 1e-40 > 1)      //= true
query 0e5                  //= 0
