// decision.scm: should the shop order more, and should it advertise?
model decision
enum Demand { low, middle, high }

noise season ~ bernoulli(1/4)  // is it December?
noise luck   ~ bernoulli(1/10)  // a rival closes
var advertise : bool   = season
var order     : 1..3   = if season then 3 else 2  // hundreds
var demand    : Demand = match season, advertise {
  true,  _     => high
  false, true  => if luck then high else middle
  false, false => if luck then middle else low
}
/// Hundreds sold, at most what was ordered.
var sold : 0..3 = min(order, ord(demand))
/// In thousands: 5 a hundred sold, 3 a hundred ordered, 1 for advertising.
var profit : -9..6 = 5 * sold - 3 * order - (if advertise then 1 else 0)

query E(profit)
query E(profit | do(order = 1))
assert E(profit[order = 1] | profit == -1) == 2
