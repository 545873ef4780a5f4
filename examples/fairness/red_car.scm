// The red car: Kusner, Loftus, Russell and Silva, "Counterfactual Fairness" (2017), figure 2. An insurer does not know the race of its
// customers, nor who drives aggressively; it knows who has a red car. People of one group like red cars, and so do aggressive drivers; only
// aggression causes accidents.
import "effects"
model red_car
enum Group { majority, minority }
noise aggressive ~ bernoulli(1/5)
noise taste      ~ bernoulli(1/2)
noise luck       ~ uniform(1..20)
var group : Group ~ [3/4, 1/4]
var red_car  = aggressive or taste and group == minority
var accident = luck <= (if aggressive then 8 else 1)

// Three premiums: by the car alone; by the car and the group; by what the driver is.
var by_car    = red_car
var by_both   = red_car and group == majority
var by_driver = aggressive

query P(accident | red_car)
query P(accident | red_car, group = minority)
query P(accident | red_car, group = majority)

query counterfactually_fair(group, by_car)
query counterfactual_unfairness(group, by_car)
query ctf_IE(group, by_car, red_car)
query counterfactually_fair(group, by_driver)

// The car says something of the driver, and so does the group: nobody is treated the same by either.
query dearer = E(by_car | group = minority) - E(by_car | group = majority)
query flips(group, by_car)
query flips(group, by_both)

// A driver of the minority with a red car: would the premium be the same, had she been of the majority?
query P(by_car[group = majority] | group = minority, by_car)
