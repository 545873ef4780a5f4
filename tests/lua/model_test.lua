-- SPDX-License-Identifier: MIT
-- Models: loading them, functions in Lua that they call, what they say of themselves, and building them.
local cw = require "causeway"
local check = require "check"

local STUDENT <const> = [[
model student
enum Grade { A, B, C }
/// how hard
var difficulty : {easy, hard} ~ [3/5, 2/5]
var intelligence : {low, high} ~ [0.7, 0.3]
var grade : Grade ~ match intelligence, difficulty {
  low,  easy => [0.3,  0.4,  0.3]; low,  hard => [0.05, 0.25, 0.7]
  high, easy => [0.9,  0.08, 0.02]; high, hard => [0.5,  0.3,  0.2]
}
query easy = P(grade = A | difficulty = easy)
assert P(grade = A) > 1/2
]]
local m = cw.parse(STUDENT)
check.equal(m.name, "student")
check.equal(m, "model student")
check.equal(cw.type(m), "model")
check.equal(table.concat(m:variables(), " "), "difficulty intelligence grade")
check.equal(table.concat(m:domain "grade", " "), "A B C")
check.equal(table.concat(m:parents "grade", " "), "intelligence difficulty")
check.equal(table.concat(m:children "difficulty", " "), "grade")
local info = m:info()
check.equal(info.variables[3].type, "Grade")
check.equal(info.variables[1].documentation, "how hard")
check.equal(info.joint_states, 12)
check.equal(m:questions()[1].name, "easy")
check.equal(m:answer(1), "12/25")
assert(m:answer(2) == false and m:questions()[2].assertion)
local answers = cw.parse(STUDENT .. "query P(grade = A | difficulty = easy, difficulty = hard)"):answers()
check.equal(#answers, 3)
check.equal(answers[1].name .. " " .. answers[1].value, "easy 12/25")
assert(answers[2].value == false and answers[2].assertion and answers[2].error == nil)
check.equal(answers[3].error.code, "undefined-condition")
check.equal(#m:check(1), 0)
check.fails("name", "grad", m.domain, m, "grad")
check.fails("usage", "", m.answer, m, 7)
check.raises("numbered from 1", m.answer, m, 0)

-- Values: booleans, integers, other numbers, labels.
local kinds = cw.parse [[noise a ~ bernoulli(1/2) noise b ~ uniform({0, 1/2, 3}) noise c : {x, y} ~ [1/2, 1/2] ]]
check.equal(cw.show(kinds:domain "a"), "{ false, true }")
check.equal(cw.show(kinds:domain "b"), "{ 0, 1/2, 3 }")
check.equal(cw.type(kinds:domain "b"[2]), "rational")
check.equal(math.type(kinds:domain "b"[3]), "integer")

-- Parameters.
local with = function(value) return cw.parse("param p = 1/2 noise u ~ bernoulli(p)", { params = { p = value } }):P "u" end
check.equal(with "1/4", "1/4")
check.equal(with(cw.rational "1/5"), "1/5")
check.equal(with(1), 1)
check.equal(cw.parse("param l = [1] noise u ~ bernoulli(1/l[2])", { params = { l = { 7, 9 } } }):P "u", "1/9")
check.fails("type", "float", with, 0.5)
check.fails("name", "q", cw.parse, "noise u ~ bernoulli(1/2)", { params = { q = 1 } })
check.fails("usage", "option `parms`", cw.parse, "", { parms = {} })
check.fails("usage", "`params` is a table", cw.parse, "", { params = 1 })
check.fails("usage", "limit `tim`", cw.parse, "", { limits = { tim = 1 } })
check.fails("syntax", "", cw.parse, "var")
-- A text goes on behind a NUL byte.
check.fails("syntax", "unexpected character", m.P, m, "grade = A\0, x")
check.fails("syntax", "unexpected character", m.marginals, m, "grade = A\0")
check.fails("name", "no variable", m.domain, m, "grade\0x")
check.fails("io", "cannot read", cw.load, "tests/lua/check.lua\0")
check.equal(check.fails("syntax", "", cw.parse, "\nvar", { name = "mine" }).file, "mine")
check.fails("io", "", cw.load, "/nowhere/at/all.scm")
check.fails("resource", "", cw.parse, "var x[i in 1..100000] ~ bernoulli(1/2)", { limits = { memory = 100000 } })
check.fails("resource", "steps", cw.parse, "var x[i in 1..1000] ~ bernoulli(1/2)", { limits = { steps = 50 } })

-- Functions in Lua.
local EXTERN <const> = [[
extern fn f(0..3, bool) : 0..3
noise u ~ uniform(0..3) noise b ~ bernoulli(1/2)
var x = f(u, b)]]
local calls = 0
local function f(a, b)
  calls = calls + 1
  assert(math.type(a) == "integer" and type(b) == "boolean")
  return b and 3 - a or a
end
local e = cw.parse(EXTERN, { externs = { f = f } })
check.equal(e:E "x", "3/2")
check.equal(e:P("x = 0 | b"), "1/4")
check.equal(calls, 8)  -- once for each tuple of arguments
local function failing(result)
  return function() return cw.parse(EXTERN, { externs = { f = result } }):E "x" end
end
check.fails("undefined-operation", "boom", failing(function() error "boom" end))
check.fails("undefined-operation", "model_test.lua", failing(function() error "boom" end))
check.fails("undefined-operation", "mine", failing(function() cw.error("io", "mine") end))
check.fails("undefined-operation", "float", failing(function() return 1.5 end))
check.fails("undefined-operation", "nil", failing(function() end))
check.fails("undefined-operation", "", failing(function() return 7 end))
check.fails("undefined-operation", "yield", failing(coroutine.yield))
check.fails("undefined-operation", "stack overflow", failing(function() local function g() return 1 + g() end return g() end))
check.fails("unbound", "f", function() return cw.parse(EXTERN):E "x" end)
local itself
itself = cw.parse(EXTERN, { externs = { f = function() return itself:E "x" end } })
check.fails("undefined-operation", "", itself.E, itself, "x")
local thread = coroutine.wrap(function()  -- the coroutine that asks is the one in which f runs
  coroutine.yield(cw.parse(EXTERN, { externs = { f = function(a) collectgarbage() return a end } }))
end)
local other = thread()
check.equal(coroutine.wrap(function() return other:E "x" end)(), "3/2")

-- Functions live as long as anything that calls them, and no longer.
local alive = setmetatable({}, { __mode = "v" })
local function make()
  local model
  local function g(a) return model and a end  -- a circle: the model calls what knows the model
  model = cw.parse(EXTERN, { externs = { f = g } })
  alive.g = g
  return model:given { b = true }, model:prepare "E(x | b = $b)"
end
local world, prepared = make()
collectgarbage() collectgarbage()
check.equal(world:E "x", "3/2")
check.equal(prepared { b = false }, "3/2")
assert(alive.g)
world, prepared = nil, nil
collectgarbage() collectgarbage()
assert(alive.g == nil)

-- Imports.
local imported = cw.parse([[import "parts.scm" var x = u]], { loader = function(path)
  return path == "parts.scm" and "noise u ~ bernoulli(1/3)" or nil
end })
check.equal(imported:P "x", "1/3")
check.fails("io", "lost", cw.parse, [[import "parts.scm"]], { loader = function() error "lost" end })
check.equal(cw.parse [[import "effects" noise u ~ bernoulli(1/2) var x = u var y = not x]]:query "ATE(x, y)", -1)

-- Building.
local builder = cw.builder "vaccine"
  :noise("u", { false, true }, { "3/4", cw.rational "1/4" })
  :law("treated", { false, true }, { "u" }, { { "1/2", "1/2" }, { "1/10", "0.9" } })
  :mechanism("ill", { false, true }, { "u", "treated" }, function(u, treated) return u and not treated end)
  :mechanism("sad", { "no", "yes" }, "if ill then yes else no"):latent()
  :query("risk", "P(ill)")
local built = builder:build()
check.equal(built:query "risk", "1/40")
check.equal(built:P "sad = yes | do(treated = false)", "1/4")
check.equal(built:info().variables[4].latent, true)
assert(builder:text():find "model vaccine")
check.fails("usage", "", function() cw.builder():noise("u", { 1, 1 }, { 1, 0 }):build() end)
check.fails("undefined-operation", "boom", function()
  cw.builder():noise("u", { 1, 2 }, { "1/2", "1/2" }):mechanism("x", { 1, 2 }, { "u" }, function() error "boom" end)
end)
check.raises("builder expected", builder.text, m)
check.equal(cw.format "var   x=1", "var x = 1\n")
