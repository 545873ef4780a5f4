// rules: law.10, law.1, law.12
// if, match and let over laws, parentheses, and functions whose body is a law. The law that is not chosen is not looked at.
enum Mode { calm, windy, storm }
fn shaken(p) = if p > 1/2 then bernoulli(1 - p) else (bernoulli(p))
fn around(k) = uniform({k - 1, k, k + 1})
noise mode : Mode ~ [1/2, 1/3, 1/6]
noise z ~ bernoulli(2/5)
noise w ~ shaken(3/4)
var wave ~ match mode { calm => uniform(0..1); windy => binomial(2, 1/2); storm => {3: 1} }
var boat ~ let p = (if z then 1/4 else 3/4) in bernoulli(p)
var sail : {up, down} ~ if mode == calm then [1, 0] else if z then {down: 1} else ([1/2, 1/2])
var drift ~ around(if z then 10 else 20)
var guarded ~ if z then bernoulli(1 / (1 - mode_number)) else bernoulli(1/3)
var mode_number = if z then 0 else 1
query P(w)                          //= 1/4
query E(wave)                       //= 13/12
query P(wave = 1)                   //= 5/12
query P(boat)                       //= 11/20
query P(sail = down)                //= 7/20
query P(sail = down | mode = windy, not z)   //= 1/2
query E(drift)                      //= 16
query P(drift = 11 | z)             //= 1/3
query P(guarded)                    //= 3/5
query P(guarded | do(mode_number = 1))  //! undefined-operation
