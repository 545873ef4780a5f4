// rules: lim.1
// Nothing that is asked crashes: each ends with an answer or an error.
enum One { only }
noise u : One ~ [1]
var x[i in 2..1] = i
const a = [[[1]]]
query P(u = only)                      //= 1
query P(u < only)                      //= 0
query max(v for v in 3..2)             //! undefined-operation
query E(max(v for v in x))             //! undefined-operation
query P(all(v > 1 for v in x))         //= 1
query a[1, 1, 1]                       //= 1
query a[1][1][1][1]                    //! type
query 0^0                              //= 1
query 0^-1                             //! undefined-operation
query 1 % 0                            //! undefined-operation
query 1 div 0                          //! undefined-operation
query fact(-1)                         //! undefined-operation
query choose(-1, 1/2)                  //! undefined-operation
query P(u = only | 1/0 == 1)           //! undefined-operation
query let a = a in a                   //! type
query len(bool)                        //= 2
query E(x[x[1]])                       //! domain
