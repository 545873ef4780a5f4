// rules: decl.9
// An extern function has the domains that are declared, and no value while no host supplies it.
extern fn dose(0..3, bool) : 0..7
noise u ~ uniform(0..3)
var given_dose = dose(u, u > 1)
var unused = if 1 > 2 then dose(1, true) else 5
query len(domain(given_dose))           //= 8
query E(given_dose)                     //! unbound: `dose`
query P(u = 1, given_dose > 2)          //! unbound: `dose`
query E(given_dose | do(given_dose = 2))  //= 2
query P(u > 1)                          //= 1/2
query E(unused)                         //= 5
query P(dose(u) = 1)                    //! type
query P(dose(u > 1, true) = 1)          //! unbound
query P(dose(u, small) = 1)             //! name
query P(dose(u, true))                  //! type
