// rules: val.4
// A number is no bool, whatever its value: in events, conditions and operands, and 0 and 1 are no exceptions.
noise n ~ uniform(0..1)
noise b ~ bernoulli(1/2)
enum Mood { good, bad }
noise mood : Mood ~ [1/2, 1/2]
query P(n)                          //! type
query P(1)                          //! type
query P(b | n)                      //! type
query P(b, n)                       //! type
query P(not n)                      //! type
query P(b and n)                    //! type
query P(n or b)                     //! type
query P(b implies 1)                //! type
query P(b xor n)                    //! type
query E(if n then 1 else 2)         //! type
query if 1 then 2 else 3            //! type
query P(any(n for k in 1..2))       //! type
query count(k for k in 0..1)        //! type
query sum(k for k in 1..2 if 1)     //! type
query P(mood)                       //! type
query P(b and good = mood or bad)   //! type
query P(b + 0)                      //! type
assert 1                            //! type
assert P(b)                         //! type
query P(n = 1)                      //= 1/2
