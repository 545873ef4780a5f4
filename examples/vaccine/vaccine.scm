// A vaccine that takes in nine of ten, and never harms. Who is careful is vaccinated more often, and less often exposed.
import "effects"
model vaccine
noise careful ~ bernoulli(1/2)
noise takes   ~ bernoulli(9/10)
noise decides ~ uniform(1..10)
noise contact ~ uniform(1..20)
var vaccinated = decides <= (if careful then 8 else 3)
var exposed    = contact <= (if careful then 1 else 4)
var infected   = exposed and not (vaccinated and takes)

// Efficacy: what is seen, and what the vaccine does. `to: false, from: true`: the cause of an infection is to be without vaccine.
query seen_efficacy = ERR(vaccinated, infected, to: false, from: true)
query efficacy      = 1 - RR(vaccinated, infected, to: true, from: false)
query RD(vaccinated, infected)
query NNT(vaccinated, infected, to: false, from: true)

// Of those who were infected without vaccine: how many would have been spared with it? The excess risk ratio is too large, for they differ from
// the others; corrected for that it is right.
query necessity = PN(vaccinated, infected, to: false, from: true)
query CERR(vaccinated, infected, to: false, from: true)
query bounds_low  = PN_lower(vaccinated, infected, to: false, from: true)
query bounds_high = PN_upper(vaccinated, infected, to: false, from: true)

// Of those who were vaccinated and are well: how many would have fallen ill without? And how many are spared by it in all?
query sufficiency = PS(vaccinated, infected, to: false, from: true)
query spared      = PNS(vaccinated, infected, to: false, from: true)
assert spared == P(not vaccinated, infected) * necessity + P(vaccinated, not infected) * sufficiency
