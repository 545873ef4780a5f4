// A fault tree of 40 components: the cooling of a plant fails if its power, its pumps or its control fails, and nobody notices in time.
import "mechanisms"
model plant
const n = 40

// Of 1000 plants, in how many a component of this number is broken.
fn per_mille(i) = match i {
  1..3   => 20  // power: two feeders and the bus that they feed
  4..5   => 35  // two diesel generators
  6..11  => 12  // three trains of a pump and a valve each; two must run
  12..19 => 8  // four heat exchangers of two parts each; three must work
  20..24 => 5  // five temperature sensors, of which three must agree
  25..28 => 3  // two computers with two power supplies each
  29..34 => 6  // two chains of alarms, of three parts each
  35..40 => 25  // six operators' stations, of which two must work
}
noise worn[i in 1..n] ~ bernoulli(per_mille(i) / 1000)
var broken[i in 1..n] = worn[i]

var no_power = (broken[1] and broken[2] or broken[3]) and broken[4] and broken[5]
var train_down[k in 1..3] = broken[4 + 2*k] or broken[5 + 2*k]
var no_pumping = at_least(train_down, 2)
var exchanger_down[k in 1..4] = broken[10 + 2*k] or broken[11 + 2*k]
var no_exchange = at_least(exchanger_down, 2)
var no_sensing  = count(broken[j] for j in 20..24) >= 3
var computer_down[k in 1..2] = broken[23 + 2*k] and broken[24 + 2*k]
var no_control = no_sensing or all(computer_down[k] for k in 1..2)
var unnoticed  =
  all(any(broken[28 + 3 * (k-1) + j] for j in 1..3) for k in 1..2)
  or count(broken[j] for j in 35..40) >= 5
var failure  = no_power or no_pumping or no_exchange or no_control
var disaster = failure and unnoticed

query P(failure)
query P(disaster)
query why = dist(no_power, no_pumping, no_exchange, no_control | failure)

// Was this component a necessary cause of the failure? Given that it failed, and given also that it was broken.
query necessary[i in {1, 3, 4, 6, 12, 20, 25}] = P(not failure[broken[i] = false] | failure)
query blamed[i in {1, 3, 4, 6, 12, 20, 25}] = P(not failure[broken[i] = false] | failure, broken[i])
query importance[i in {1, 3, 4, 6, 12, 20, 25}] =
  P(failure | do(broken[i] = true)) - P(failure | do(broken[i] = false))
