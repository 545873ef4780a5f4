// rules: comp.5
// Sets to run over: ranges, braces, types, bool, domain(x), families and sets of variables. A set is constant.
enum Size { small, medium, large }
type Half = 0..1 step 1/2
noise size : Size ~ [1/2, 1/3, 1/6]
noise u[i in 1..3] ~ uniform(0..i)
noise wet ~ bernoulli(1/4)
noise dry ~ bernoulli(1/3)
query sum(v for v in 1..9 step 4)                       //= 15
query sum(v for v in Half)                              //= 3/2
query sum(v for v in {5, 1/2, -1})                      //= 9/2
query sum(ord(s) for s in Size)                         //= 6
query sum(if b then 10 else 1 for b in bool)            //= 11
query count(true for s in {small, large})               //= 2
query sum(ord(s) * P(size = s) for s in Size)           //= 5/3
query E(sum(v for v in u))                              //= 3
query E(sum(v * v for v in {u[1], u[3]}))               //= 4
query P(any(v for v in {wet, dry}))                     //= 1/2
query sum(P(size = s)^2 for s in domain(size))          //= 7/18
query sum(v for v in domain(u[2]))                      //= 6
query P(sum(i for i in 1..u[1]) > 0)                    //! type
query P(count(true for v in {0, u[1]}) = 2)             //! type
