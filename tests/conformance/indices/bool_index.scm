// rules: idx.7
// A bool is no index, constant or random; as a number it is one.
const row = [5, 6]
noise c ~ bernoulli(1/4)
var x[i in 0..1] = 10 * i
query row[true]            //! type
query row[1 > 0]           //! type
query E(row[c])            //! type
query E(x[c])              //! type
query E(x[true])           //! type
query E(x[c + 0])          //= 5/2
query E(row[c + 1])        //= 21/4
query E(row[if c then 2 else 1])  //= 21/4
query E(x[true + 0])       //= 10
