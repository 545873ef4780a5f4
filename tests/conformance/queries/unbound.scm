// rules: query.21
// `$v` has a value only in a prepared query of a host.
noise a ~ uniform(1..2)
query P(a = $v)              //! unbound: $v
query P(a = 1 | a = $v?)     //= 1/2
query $limit                 //! unbound
query P(a = 1)               //= 1/2
