// rules: val.15
// What is left out is inferred operator by operator, whatever the probabilities and whatever cancels.
enum Size { small, medium, large }
noise u ~ uniform(1..3)
noise never ~ bernoulli(0)
noise lopsided ~ {1: 1, 8: 0}
var square = u * u
var power = u^2
var nothing = u - u
var either = if never then 5 else 7
var far = if u > 5 then 10 else u
var same = u > 5
var size = if same then Size.small else Size.medium
var quotient = 6 div u
var least = min(u, 2)
query len(domain(square))     //= 6
query len(domain(power))      //= 3
query len(domain(nothing))    //= 5
query first(domain(nothing))  //= -2
query dist(nothing)           //= {0: 1/1}
query sum(v for v in domain(either))  //= 12
query last(domain(far))       //= 10
query len(domain(same))       //= 2
query len(domain(size))       //= 3
query sum(v for v in domain(lopsided))  //= 9
query len(domain(quotient))   //= 3
query last(domain(least))     //= 2
query len(domain(u == 1 or u == 2))  //! type
