-- SPDX-License-Identifier: MIT
-- The words for ../firing_squad/firing_squad.scm.
local function moods(yes, no)
  return { ["true"] = { is = yes[1], had = yes[2], would = yes[3] }, ["false"] = { is = no[1], had = no[2], would = no[3] } }
end

local function shoots(who)
  return moods({ who .. " shoots", who .. " had shot", who .. " would have shot" },
    { who .. " does not shoot", who .. " had not shot", who .. " would not have shot" })
end

return {
  story = "A court decides whether a prisoner is executed. If it does, a captain gives a signal to two riflemen.",
  variables = {
    u = moods({ "the court orders the execution", "the court had ordered the execution", "the court would have ordered the execution" },
      { "the court orders no execution", "the court had ordered no execution", "the court would have ordered no execution" }),
    w = moods({ "rifleman A is nervous", "rifleman A had been nervous", "rifleman A would have been nervous" },
      { "rifleman A is calm", "rifleman A had been calm", "rifleman A would have been calm" }),
    captain = moods({ "the captain gives the signal", "the captain had given the signal", "the captain would have given the signal" },
      { "the captain gives no signal", "the captain had given no signal", "the captain would have given no signal" }),
    rifle_a = shoots "rifleman A",
    rifle_b = shoots "rifleman B",
    death = moods({ "the prisoner dies", "the prisoner had died", "the prisoner would have died" },
      { "the prisoner lives", "the prisoner had lived", "the prisoner would have lived" }),
  },
  acts = { "captain", "rifle_a", "rifle_b" },
  asks = { "captain", "rifle_a", "rifle_b", "death" },
}
