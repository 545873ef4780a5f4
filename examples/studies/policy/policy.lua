-- SPDX-License-Identifier: MIT
-- Who should be treated how? All policies there are, exactly. `causeway lua policy.lua [PICTURE.svg]`
local cw = require "causeway"
local here = arg[0]:match "^.*/" or ""
local model = cw.load(here .. "clinic.scm")

-- The strata that a policy can tell apart, and a name for the treatment of each: `mild_true` is that of old people with
-- mild disease.
local strata = cw.grid({ "severity", "old" }, { severity = model:domain "severity", old = model:domain "old" })
local names, axes, arms = {}, {}, {}
for i, stratum in ipairs(strata) do
  names[i] = ("%s_%s"):format(stratum.severity, stratum.old)
  axes[names[i]] = model:domain "treatment"
  arms[i] = ("%s, %s => $%s"):format(stratum.severity, stratum.old, names[i])
end
local intervention = ("do(treatment = match severity, old { %s })"):format(table.concat(arms, "; "))
local recovery = model:prepare(("E(recovered | %s)"):format(intervention))
local cost = model:prepare(("E(cost | %s)"):format(intervention))

local policies = cw.grid(names, axes)
for _, policy in cw.progress.each(policies, "policies") do
  policy.recovered, policy.cost = recovery(policy), cost(policy)
end

-- What someone would do who reads the records: in each stratum, whatever those had who recovered most often.
local function policy_of_records()
  local policy = {}
  local rate = model:prepare "P(recovered | treatment = $treatment, severity = $severity, old = $old)"
  for i, stratum in ipairs(strata) do
    local best
    for _, treatment in ipairs(model:domain "treatment") do
      local one = rate { treatment = treatment, severity = stratum.severity, old = stratum.old }
      if not best or one > best then best, policy[names[i]] = one, treatment end
    end
  end
  policy.recovered, policy.cost = recovery(policy), cost(policy)
  return policy
end

-- Better than another policy: more recover, or as many for less.
local function better(a, b)
  if a.recovered ~= b.recovered then return a.recovered > b.recovered end
  return a.cost < b.cost
end

table.sort(policies, better)
local best, records = policies[1], policy_of_records()
local rows = {
  { policy = "as it is", recovered = model:E "recovered", cost = model:E "cost" },
  { policy = "by the records", recovered = records.recovered, cost = records.cost },
  { policy = "the best", recovered = best.recovered, cost = best.cost },
}
print(#policies .. " policies\n")
print(cw.table(rows, { "policy", "recovered", "cost" }) .. "\n")
local choices = {}
for i, stratum in ipairs(strata) do
  choices[i] = { severity = stratum.severity, old = stratum.old, ["by the records"] = records[names[i]],
    ["the best"] = best[names[i]] }
end
print(cw.table(choices, { "severity", "old", "by the records", "the best" }) .. "\n")

-- The frontier: policies than which none cures more for as little.
local frontier = {}
for _, policy in ipairs(policies) do
  if #frontier == 0 or policy.cost < frontier[#frontier].cost then frontier[#frontier + 1] = policy end
end
print(("%d policies on the frontier; the best for a budget of"):format(#frontier))
for _, budget in ipairs { "1/2", 1, 2 } do
  for _, policy in ipairs(frontier) do
    if policy.cost <= cw.rational(budget) then
      print(("  %-3s  %s"):format(budget, cw.show(policy.recovered)))
      break
    end
  end
end

if arg[1] then
  local function points_of(list)
    local points = {}
    for i, policy in ipairs(list) do points[i] = { policy.cost, policy.recovered } end
    return points
  end
  cw.plot {
    title = "All policies of a clinic", subtitle = "treatment by severity and age; what each costs, and how many recover",
    x = "mean cost of a patient", y = "share that recovers", lines = {
      { label = "policies", points = points_of(policies), line = false, colour = "#b9c7d3" },
      { label = "frontier", points = points_of(frontier), markers = false },
      { label = "as it is", points = { { rows[1].cost, rows[1].recovered } }, line = false, colour = "#000000" },
      { label = "by the records", points = { { records.cost, records.recovered } }, line = false, colour = "#d55e00" },
    },
  }:save(arg[1])
end
