// rules: decl.7
// Without a host a parameter is its default, which constants and other parameters may use.
enum Mood { good, bad }
param p = 3/10
param prior : 0..1 step 1/20 = [1 - q, q / 2, q / 2]
param mood : Mood = bad
param on : bool = 1
const q = 2 * p
noise happy ~ bernoulli(p)
noise today : {low, mid, high} ~ prior
query P(happy)                   //= 3/10
query P(today = mid)             //= 3/10
query P(today = low)             //= 2/5
query if on then ord(mood) else 0  //= 2
query len(prior) * prior[1]      //= 6/5
