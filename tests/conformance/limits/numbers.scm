// rules: lim.4, lim.1
// Numbers of tens of thousands of digits are numbers like any other; beyond the limit there is an error.
query 2^100000 % 7                     //= 2
query fact(5000) / fact(4998)          //= 24995000
query (10^20000 + 1) - 10^20000        //= 1
query 1 - 1/10^5000 < 1                //= true
query (1/3)^20000 * 3^20000            //= 1
query choose(10^30, 10^30 - 1)         //= 1000000000000000000000000000000
query 2^262144 > 0                     //! resource: 262,144
query 2^(2^100) > 0                    //! resource: 262,144
query 2^-(2^100) > 0                   //! resource: 262,144
query 1^(2^100) + 0^(2^100)            //= 1
query (-1)^(2^100 + 1)                 //= -1
query fact(10^30) > 0                  //! resource: 262,144
query choose(10^20, 10^19) > 0         //! resource: 262,144
query 1 + 1                            //= 2
