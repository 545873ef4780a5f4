-- SPDX-License-Identifier: MIT
-- Would it have been decided otherwise, had the applicant been of the other gender? For every applicant there can be, and
-- for four rules. `causeway lua audit.lua [PICTURE.svg [APPLICANTS.csv]]`
local cw = require "causeway"
local here = arg[0]:match "^.*/" or ""

-- What is audited. A rule may be anything that a program can call.
local RULES <const> = {
  { name = "favour", admits = function(gender, dept, _, score)
    local bonus = gender == "man" and dept == "engineering" and 1 or 0
    return score + bonus >= 3
  end },
  { name = "uneven", admits = function(_, dept, _, score) return score >= (dept == "engineering" and 4 or 2) end },
  { name = "blind", admits = function(_, _, _, score) return score >= 3 end },
  { name = "corrected", admits = function(_, _, tutored, score) return score - (tutored and 1 or 0) >= 2 end },
}

-- The ways by which gender can come to the decision: all of them together, and each alone.
local WAYS <const> = {
  { name = "any way", change = "gender = $other" },
  { name = "directly", change = "gender -> admitted = $other" },
  { name = "by department", change = "gender -> dept = $other" },
  { name = "by tutoring", change = "gender -> tutored = $other" },
}

local UNIT <const> = "gender = $gender, taste = $taste, income = $income, talent = $talent"
local units = cw.grid({ "gender", "taste", "income", "talent" }, {
  gender = { "man", "woman" }, taste = { 1, 2, 3, 4 }, income = { 1, 2, 3 }, talent = { 0, 1, 2, 3 } })

local rows, applicants = {}, {}
for _, rule in ipairs(RULES) do
  local model = cw.load(here .. "admissions.scm", { externs = { admits = rule.admits } })
  local decided = model:prepare("P(admitted | " .. UNIT .. ")")
  local row = { rule = rule.name,
    gap = model:query "P(admitted | gender = man) - P(admitted | gender = woman)" }
  for _, way in ipairs(WAYS) do
    local otherwise = model:prepare(("P(admitted[%s] | %s)"):format(way.change, UNIT))
    local changed = 0
    for i, unit in cw.progress.each(units, rule.name .. ", " .. way.name) do
      local values = { other = unit.gender == "man" and "woman" or "man" }
      for name, value in pairs(unit) do values[name] = value end
      local is, would_be = decided(unit), otherwise(values)
      if is ~= would_be then changed = changed + 1 end
      local applicant = applicants[i] or { gender = unit.gender, taste = unit.taste, income = unit.income,
        talent = unit.talent }
      applicant[rule.name .. ", " .. way.name] = would_be - is
      applicants[i] = applicant
    end
    row[way.name] = cw.rational(changed, #units)
  end
  rows[#rows + 1] = row
end

local columns = { "rule", "gap" }
for _, way in ipairs(WAYS) do columns[#columns + 1] = way.name end
print(#units .. " applicants; shares of them that would have been decided otherwise:\n")
print(cw.table(rows, columns, { decimals = 0 }))

-- Whoever wants to know about whom: one line for each applicant whom the blind rule would have decided otherwise.
local some = {}
for _, one in ipairs(applicants) do
  if one["blind, any way"] ~= cw.rational(0) and one.taste == 1 then some[#some + 1] = one end
end
print "\nThe blind rule, applicants with taste 1; 1: admitted only if of the other gender, -1: only as they are\n"
print(cw.table(some, { "gender", "income", "talent", "blind, any way", "blind, by tutoring" }))

if arg[1] then
  local series = {}
  for i, way in ipairs(WAYS) do
    series[i] = { label = way.name, values = {} }
    for n, row in ipairs(rows) do series[i].values[n] = row[way.name] end
  end
  local names = {}
  for i, row in ipairs(rows) do names[i] = row.rule end
  cw.plot {
    title = "Who would have been decided otherwise", subtitle = "had they been of the other gender, as far as the decision can tell",
    y = "share of applicants", bars = { categories = names, series = series },
  }:save(arg[1])
end
if arg[2] then
  local all = { "gender", "taste", "income", "talent" }
  for _, rule in ipairs(RULES) do
    for _, way in ipairs(WAYS) do all[#all + 1] = rule.name .. ", " .. way.name end
  end
  cw.csv(arg[2], all, applicants)
end
