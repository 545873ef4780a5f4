-- SPDX-License-Identifier: MIT
-- Asking: queries, the three steps of a counterfactual, prepared queries, samples, graphs.
local cw = require "causeway"
local check = require "check"
warn "@off"

local m = cw.parse [[
model firing_squad
noise u ~ bernoulli(7/10)
noise w ~ bernoulli(1/10)
var captain = u
var rifle_a = captain or w
var rifle_b = captain
var death = rifle_a or rifle_b
var shots : 0..2 = rifle_a + rifle_b
]]
check.equal(m:query "P(death)", "73/100")
check.equal(m:P "not death[rifle_a = false] | death", "3/73")
check.equal(m:E "shots", "143/100")
check.equal(m:Var "shots", m:query "Var(shots)")
check.equal(m:Cov "rifle_a, rifle_b", m:P "rifle_a, rifle_b" - m:P "rifle_a" * m:P "rifle_b")
assert(m:query "P(death) > 1/2" == true)

-- Distributions, most probable values, marginals.
local shots = m:dist "shots"
check.equal(#shots, 3)
check.equal(shots.columns[1], "shots")
check.equal(shots[3].values[1], 2)
check.equal(shots[3].p, "7/10")
check.equal(shots:prob(1), "3/100")
check.equal(shots:prob(5), 0)
check.equal(shots, "  0  27/100  0.27\n  1  3/100   0.03\n  2  7/10    0.7")
check.fails("usage", "a value for each of shots", shots.prob, shots)
check.equal(m:dist("captain, death"):prob(false, true), "3/100")
local map = m:map "captain, w"
check.equal(cw.show(map.values), "{ true, false }")
check.equal(map.p, "63/100")
check.equal(map, "  captain = true, w = false  with probability 63/100")
local marginals = m:marginals "death"
check.equal(marginals.captain:prob(true), "70/73")
check.equal(#marginals, 5)
local indexed = cw.parse [[noise n ~ uniform(0..2) query q[k in 0..2] = P(n <= k) query t[k in 0..2] = P(n <= k) == 1]]
check.equal(indexed:query "q":at(1), "2/3")
check.equal(indexed:query "t":at(2), true)

-- Three steps.
local w = m:given { rifle_a = true, death = true }:act { rifle_a = false }
check.equal(w:P "death", "70/73")
check.equal(w:dist "death":prob(true), "70/73")
check.equal(m:given "rifle_a, death":act "rifle_a = false":predict "P(death)", "70/73")
check.equal(m:act { rifle_a = true }:given { death = true }:P "captain", "70/73")
check.equal(m:act("rifle_b ~ bernoulli(1/2)"):P "death", "173/200")
check.fails("intervention", "", function() return m:act { rifle_a = true, death = true }:act { death = false }:P "death" end)
check.fails("name", "rifel", m.given, m, { rifel = true })
check.fails("name", "rifel", m.given, m, "rifel")
check.fails("type", "`w`", m.given, m, { w = 0.5 })
check.fails("usage", "name of a variable", m.given, m, { true })
check.fails("undefined-condition", "", function() return m:given { death = true, rifle_a = false, rifle_b = false }:P "w" end)
check.equal(cw.parse "var x[i in 1..3] ~ bernoulli(1/2)":given { ["x[2]"] = true }:E "x[2]", 1)

-- Prepared.
local q = m:prepare "P(death[rifle_a = $a] | captain = $c, w = $w?)"
check.equal(q { a = false, c = false, w = true }, 0)
check.equal(q { a = false, c = true }, 1)
check.equal(q:bind { a = true } { c = false }, 1)
check.equal(q:bind({ a = true }):evaluate { c = false }, 1)
check.equal(q:placeholders()[3].name, "w")
assert(q:placeholders()[3].optional and not q:placeholders()[1].optional)
check.fails("unbound", "a", q, {})
check.fails("name", "b", q, { b = 1 })
check.fails("type", "`$a`", q, { a = 1.5 })
check.fails("usage", "placeholder", q, { 1 })

-- Limits.
local large = cw.parse "var x[i in 1..30] ~ bernoulli(1/2) var s = sum(x[i] * i * i for i in 1..30)"
check.fails("resource", "steps", large.P, large, "s = 100", { steps = 100 })
check.fails("resource", "", function() return large:with_limits { steps = 100 }:P "s = 100" end)
check.fails("usage", "limit `time`", large.P, large, "s = 100", { time = "1" })

-- Samples.
local units = m:act { rifle_a = true }:sample(50, { seed = 3 })
check.equal(#units, 50)
check.equal(table.concat(units.columns, " "), "captain rifle_a rifle_b death shots")
assert(units[1].death == true and units[1].u == nil and math.type(units[1].shots) == "integer")
local again = m:act { rifle_a = true }:sample(50, { seed = 3 })
for i = 1, 50 do check.equal(cw.show(units[i]), cw.show(again[i])) end
assert(m:sample(1, { noise = true })[1].u ~= nil)
check.equal(cw.json.encode(m:act { rifle_a = true }:sample(1, { seed = 3 })):sub(1, 2), "[{")
local count = 0
for unit in m:given { death = true }:sampler { seed = 2 } do
  assert(unit.death)
  count = count + 1
  if count == 20 then break end
end
check.equal(#m:sampler():columns(), 5)
check.fails("usage", "option `sed`", m.sample, m, 1, { sed = 1 })
check.fails("usage", "integer", m.sample, m, 1, { seed = 1.5 })
check.raises("number of units", m.sample, m, -1)

-- Graphs, explanations, the IR.
local graph = m:act { rifle_a = true }:graph()
check.equal(#graph.nodes, 7)
assert(graph.nodes[4].name == "rifle_a" and graph.nodes[4].acted)
for _, edge in ipairs(graph.edges) do assert(edge[2] ~= "rifle_a") end
assert(m:graph "dot":find "digraph" and m:graph "dagitty":find "dag" and cw.json.decode(m:graph "json").kind == "graph")
check.raises("invalid option", m.graph, m, "svg")
local why = m:explain "P(death[rifle_a = false] | death)"
check.equal(why.rung, 3)
check.equal(why.terms[1].worlds[2].interventions[1], "rifle_a = false")
check.equal(#why.terms[1].abduction, 3)
assert(m:ir():find "death" and m:ir("P(death)", "order"))
check.fails("usage", "", m.ir, m, "P(death)", "nonsense")

-- Errors.
local problem = check.fails("name", "deth", m.P, m, "deth")
check.equal(problem.file, "<query>")
check.equal(problem.column, 3)
check.equal(problem.hint, "did you mean `death`?")
assert(tostring(problem):find("P(deth)", 1, true) and ("x" .. problem):find "^x<query>")
check.equal(cw.type(problem), "error")
local two = check.fails("name", "", cw.parse, "var x = aa\nvar y = bb")
check.equal(#two.diagnostics, 2)
check.equal(two.diagnostics[2].line, 2)
check.raises("model expected", m.P, {}, "x")
check.raises("string expected", m.P, m)
