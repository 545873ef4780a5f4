// rules: query.1, query.2
// Queries compute with terms: arithmetic, comparison, logic, if, match, let, in, functions and comprehensions.
fn odds(p) = p / (1 - p)
fn logit_sign(p) = if odds(p) > 1 then 1 else -1
enum Dose { none, half, full }
const cost = [0, 3, 10]
noise dose : Dose ~ [1/2, 1/3, 1/6]
var cured ~ bernoulli(match dose { none => 1/4; half => 1/2; full => 3/4 })
query P(cured | dose = full) - P(cured | dose = none)      //= 1/2
query 2 * P(cured) / 3 + 1                                 //= 23/18
query P(cured) < 1/2 and not (P(dose = none) > 1/2)        //= true
query if P(cured) > 1/2 then 1 else 2                      //= 2
query match cost[2] { 3 => P(dose = half); _ => 0 }        //= 1/3
query let p = P(cured) in p * (1 - p)                      //= 35/144
query P(dose = none) in {1/4, 1/2}                         //= true
query odds(P(cured))                                       //= 5/7
query logit_sign(P(cured | dose = full))                   //= 1
query sum(cost[ord(d)] * P(dose = d) for d in Dose)        //= 8/3
query max(P(cured | dose = d) for d in Dose)               //= 3/4
query argmin(P(dose = d) for d in Dose) == Dose.full       //= true
query count(P(cured | dose = d) >= 1/2 for d in Dose)      //= 2
query all(P(cured | dose = d) < 1 for d in Dose)           //= true
query -P(cured)^2                                          //= -25/144
query P(cured) == 5/12 xor P(cured) > 1                    //= true
query floor(E(ord(dose)) * 2)                              //= 3
