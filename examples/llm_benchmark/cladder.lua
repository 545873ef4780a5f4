-- SPDX-License-Identifier: MIT
-- Recomputes the answers that CLadder (Jin et al., 2023) publishes, exactly, and finds the wrong ones:
--   causeway lua examples/llm_benchmark/cladder.lua DIR
-- where DIR has the file sample.json: 78 models and 394 questions of CLadder, with exact values to compare with.
local cw = require "causeway"
local r = cw.rational

-- ---- models ----

-- The law of a variable, of which `rows` nests P(variable = 1) by its parents, in their order.
local function law(rows, parents)
  if #parents == 0 then return ("bernoulli(%s)"):format(cw.type(rows) == "table" and rows[1] or rows) end
  local arms = {}
  local function visit(node, pattern, depth)
    if depth > #parents then
      arms[#arms + 1] = ("%s => bernoulli(%s)"):format(table.concat(pattern, ", "), node)
      return
    end
    for value = 0, 1 do
      pattern[depth] = tostring(value == 1)
      visit(node[value + 1], pattern, depth + 1)
    end
  end
  visit(rows, {}, 1)
  return ("match %s { %s }"):format(table.concat(parents, ", "), table.concat(arms, "; "))
end

-- The model in the language; `p(Y | X, V2)` names a table of its parameters.
local function model_of(entry)
  local lines = {}
  for key, rows in pairs(entry.params_cladder) do
    local name, given = key:match "^p%((%w+) ?|? ?(.*)%)$"
    local parents = {}
    for parent in given:gmatch "%w+" do parents[#parents + 1] = parent end
    lines[#lines + 1] = ("var %s ~ %s"):format(name, law(rows, parents))
  end
  return cw.parse('import "effects"\n' .. table.concat(lines, "\n"), { name = "model " .. entry.model_id })
end

-- ---- questions ----

local function mediators(question) return "{" .. table.concat(question.mediators, ", ") .. "}" end

local QUERIES <const> = {
  marginal = function() return "P(Y)" end,
  correlation = function() return "TV(X, Y)" end,
  ate = function() return "ATE(X, Y)" end,
  ett = function() return "ETT(X, Y)" end,
  nde = function(question) return ("NDE(X, Y, %s)"):format(mediators(question)) end,
  nie = function(question) return ("NIE(X, Y, %s)"):format(mediators(question)) end,
  exp_away = function(question) return ("P(Y | X, %s) - P(Y | %s)"):format(question.collider, question.collider) end,
  collider_bias = function(question)  -- X has no causes: to see it and to set it are the same
    return ("P(Y | X, %s) - P(Y | not X, %s)"):format(question.collider, question.collider)
  end,
  ["det-counterfactual"] = function(question)
    local action, value, given = question.formal_form:match "^Y_{X=(%d)} = (%d) | (.*)$"
    return ("P(Y[X = %s] = %s | %s)"):format(action, value, given == "" and "true" or given)
  end,
}

-- CLadder asks whether the value is positive, or negative if the polarity says so, and takes an effect smaller than 1/200 for none.
local function answer_of(question, value)
  local kind = question.query_type
  if kind == "det-counterfactual" then return value:equals(1) end
  if kind == "marginal" then return (value > r "1/2") == question.polarity end  -- is it more likely than not?
  if kind == "exp_away" then return (value > 0) == question.polarity end
  if kind == "collider_bias" or value:abs() < r "1/200" then return false end   -- a collider is no cause
  if kind == "ett" then value = -value end  -- it asks of the treated what would be if they were not
  return (value > 0) == question.polarity
end

-- The number that CLadder publishes: for collider bias with the question, and it is a correlation of Pearson's.
local function published_of(question)
  if question.query_type ~= "collider_bias" then return question.groundtruth_cladder end
  local _, number = next(question.given_info)
  return number
end

-- ---- the check ----

local function check(data)
  local models, counts, wrong = {}, {}, {}
  for _, entry in ipairs(data.models) do models[entry.model_id] = model_of(entry) end
  for _, question in ipairs(data.questions) do
    local query = QUERIES[question.query_type]
    if query then
      local text = query(question)
      local value = r(models[question.model_id]:query(text))
      local count = counts[question.query_type] or { questions = 0, exact = 0, numbers = 0, answers = 0 }
      counts[question.query_type] = count
      count.questions = count.questions + 1
      if value == r.parse(question.exact) then count.exact = count.exact + 1 end
      local published = published_of(question)
      if (published - value):abs() > r "1e-9" then count.numbers = count.numbers + 1 end
      local answer = answer_of(question, value) and "yes" or "no"
      if answer ~= question.answer_exact then error("another answer than in the file: " .. text) end
      if answer ~= question.answer_cladder then
        count.answers = count.answers + 1
        wrong[#wrong + 1] = { model = question.model_id, graph = question.graph_id, query = text, exact = value:decimal(6),
          answer = answer, published = published:decimal(6), published_answer = question.answer_cladder }
      end
    end
  end
  return counts, wrong
end

local function report(counts, wrong)
  local rows, total = {}, { type = "all", questions = 0, exact = 0, numbers = 0, answers = 0 }
  for kind, count in pairs(counts) do
    count.type = kind
    rows[#rows + 1] = count
    for _, name in ipairs { "questions", "exact", "numbers", "answers" } do total[name] = total[name] + count[name] end
  end
  table.sort(rows, function(a, b) return a.type < b.type end)
  rows[#rows + 1] = total
  for _, row in ipairs(rows) do
    row["equal to `exact`"], row["wrong numbers"], row["wrong answers"] = row.exact, row.numbers, row.answers
  end
  print(cw.table(rows, { "type", "questions", "equal to `exact`", "wrong numbers", "wrong answers" }))
  print()
  print(cw.table(wrong, { "model", "graph", "query", "exact", "answer", "published", "published_answer" }))
end

local path = (arg[1] or ".") .. "/sample.json"
local file = io.open(path, "rb")
if not file then
  print("skipped: there is no " .. path)
  os.exit(77)
end
local data = cw.json.decode(file:read "a")
file:close()
report(check(data))
