// rules: decl.27
// A parameter with a domain takes only its values: others are errors, or undefined where they are computed.
enum Size { small, large }
fn third(k : 1..3) = 10 * k
fn flag(b : bool) = if b then 1 else 2
fn cost(s : Size, k : 0..1) = ord(s) + k
noise u ~ uniform(2..4)
noise coin ~ bernoulli(1/4)
query third(3)                      //= 30
query third(4)                      //! domain
query third(1/2)                    //! domain
query third(small)                  //! type
query third(true)                   //= 10
query flag(0)                       //= 2
query E(third(u) | u < 4)           //= 25
query E(third(u))                   //! undefined-operation
query P(u < 4 and third(u) > 20)    //= 1/3
query E(cost(large, coin))          //= 9/4
query cost(1, 1)                    //! type
query E(flag(coin))                 //= 7/4
query E(if u == 4 then third(u) else third(u - 1) | u != 4)  //= 15
