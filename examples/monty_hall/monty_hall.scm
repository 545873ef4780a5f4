// Monty Hall: the host opens a door that is neither yours nor the prize's.
model monty_hall
noise prize ~ uniform(1..3)
noise whim  ~ uniform(1..2)  // which door he opens where he has a choice
var pick    ~ uniform(1..3)
var first_other  = min(d for d in 1..3 if d != pick)
var second_other = max(d for d in 1..3 if d != pick)
var opened : 1..3 =
  if prize == first_other then second_other
  else if prize == second_other then first_other
  else if whim == 1 then first_other
  else second_other
var offered = 6 - pick - opened  // the door you could switch to

query P(prize = pick)
query P(prize = offered)
query P(prize = offered | pick = 1, opened = 3)
assert P(opened in {prize, pick}) == 0

// You stayed with door 1, the host opened door 3, and you lost. Had you picked door 3 and switched, would you have won?
query P(offered[pick = 3] = prize | pick = 1, opened = 3, prize != pick)
// Had you picked door 2, where the prize is, the host might have opened either door.
query dist(opened[pick = 2] | pick = 1, opened = 3, prize != pick)
