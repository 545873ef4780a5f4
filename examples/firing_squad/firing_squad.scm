// The firing squad: Pearl, Causality (2009), section 7.1.2.
model firing_squad
noise u ~ bernoulli(7/10)  // the court orders the execution
noise w ~ bernoulli(1/10)  // rifleman A is nervous
var captain = u
var rifle_a = captain or w
var rifle_b = captain
var death   = rifle_a or rifle_b

// Prediction and abduction: if A did not shoot, the prisoner is alive; if the prisoner is alive, the captain gave no signal.
assert P(not death | not rifle_a) == 1
assert P(not captain | not death) == 1

// Action: if A shoots on his own account, the prisoner dies, and B has probably not shot.
query P(death | do(rifle_a = true), not captain)
query P(rifle_b | rifle_a)
query P(rifle_b | do(rifle_a = true))

// Counterfactual: the prisoner is dead. Had A not shot, would the prisoner be alive?
query P(not death[rifle_a = false] | death)

// Was A's shot necessary for the death, and would it have been sufficient?
query necessity   = P(not death[rifle_a = false] | rifle_a, death)
query sufficiency = P(death[rifle_a = true] | not rifle_a, not death)
