// rules: law.9, law.4
// Weights divided by their sum, in rows and by keys, constant or not.
noise n ~ uniform(1..3)
noise a ~ normalize({1: 3, 2: 2, 5: 1})
noise b : {low, mid, high} ~ normalize([1, 0, 3])
var c : 1..3 ~ normalize([n, 1, 1])
var d ~ normalize({k % 3: k for k in 1..5})
var e ~ normalize({0: n - 1, 1: 1})
var f : 0..1 ~ normalize({0: n - 1, 1: 0})
query E(a)                   //= 2
query P(b = high)            //= 3/4
query P(b = mid)             //= 0
query P(c = 1)               //= 43/90
query P(d = 2)               //= 7/15
query E(d)                   //= 19/15
query P(e = 0)               //= 7/18
query P(f = 0 | n = 3)       //= 1
query P(f = 0)               //! probability
