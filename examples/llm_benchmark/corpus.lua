-- SPDX-License-Identifier: MIT
-- A corpus of causal questions in natural language with exact answers, from any model and the words for it.
--
--   local corpus = dofile "corpus.lua"
--   for item in corpus(model, words, { seed = 1, count = 100 }) do print(cw.json.encode(item)) end
--
-- `words.variables` has for each variable (noise too) and each of its values, by its text, a clause in three moods:
--   letter = { strong = { is = "the letter is strong", had = "the letter had been strong",
--                         would = "the letter would have been strong" } }
-- `words.story` begins every prompt; `words.acts` lists the variables that one can act on, `words.asks` those that are seen and asked for.
local cw = require "causeway"
local r = cw.rational

local function clause(words, mood, name, value) return words.variables[name][tostring(value)][mood] end

-- ---- facts: the law of each variable, given its parents ----

-- All ways to give values to the parents, one after the other.
local function each_setting(model, parents)
  local domains = {}
  for _, parent in ipairs(parents) do domains[parent] = model:domain(parent) end
  return cw.grid(parents, domains)
end

-- What is known of a variable: a sentence for each setting of its parents. Those that are set, not seen, need not come together by themselves.
local function facts_of(model, words, variable, noise)
  local sentences, name = {}, variable.name
  local domain = model:domain(name)
  for _, setting in ipairs(each_setting(model, variable.parents)) do
    local actions, seen, clauses = {}, {}, {}
    for _, parent in ipairs(variable.parents) do
      local list = noise[parent] and seen or actions
      list[#list + 1] = ("%s = %s"):format(parent, setting[parent])
      clauses[#clauses + 1] = clause(words, "is", parent, setting[parent])
    end
    local given = #clauses > 0 and "If " .. table.concat(clauses, " and ") .. ", then " or ""
    local world = model
    if #actions > 0 then world = world:act(table.concat(actions, ", ")) end
    if #seen > 0 then world = world:given(table.concat(seen, ", ")) end
    for i = #domain == 2 and 2 or 1, #domain do
      local p = r(world:P(("%s = %s"):format(name, domain[i])))
      local is = clause(words, "is", name, domain[i])
      if p:equals(1) then
        sentences[#sentences + 1] = given .. is .. "."
      elseif p > 0 then
        sentences[#sentences + 1] = ("%sthe probability that %s is %s."):format(given, is, tostring(p))
      elseif #domain == 2 then
        sentences[#sentences + 1] = given .. clause(words, "is", name, domain[1]) .. "."
      end
    end
  end
  return sentences
end

local function all_facts(model, words)
  local facts, noise = {}, {}
  local variables = model:info().variables
  for _, variable in ipairs(variables) do noise[variable.name] = variable.noise end
  for _, variable in ipairs(variables) do
    for _, sentence in ipairs(facts_of(model, words, variable, noise)) do
      facts[#facts + 1] = sentence:sub(1, 1):upper() .. sentence:sub(2)
    end
  end
  return facts
end

-- ---- questions ----

local function pick(list) return list[math.random(#list)] end

-- Those of `names` to which a path leads from x.
local function effects(model, x, names)
  local reached = {}
  local function visit(name)
    for _, child in ipairs(model:children(name)) do
      if not reached[child] then
        reached[child] = true
        visit(child)
      end
    end
  end
  visit(x)
  local result = {}
  for _, name in ipairs(names) do
    if reached[name] then result[#result + 1] = name end
  end
  return result
end

-- A variable that one can act on, and one that this may change.
local function cause_and_effect(model, words)
  local x, candidates
  repeat
    x = pick(words.acts)
    candidates = effects(model, x, words.asks)
  until #candidates > 0
  return x, pick(candidates)
end

local function other_value(model, name, value)
  local other
  repeat other = pick(model:domain(name)) until other ~= value
  return other
end

local function event(name, value) return ("%s = %s"):format(name, value) end

-- Each kind gives a query, what is said before the question, and what is asked whether it is more likely than not.
local KINDS <const> = {
  { kind = "marginal", rung = 1, make = function(model, words)
    local y = pick(words.asks)
    local value = pick(model:domain(y))
    return ("P(%s)"):format(event(y, value)), "", clause(words, "is", y, value)
  end },
  { kind = "conditional", rung = 1, make = function(model, words)
    local y, seen = pick(words.asks), pick(words.asks)
    if y == seen then return end
    local value, fact = pick(model:domain(y)), pick(model:domain(seen))
    return ("P(%s | %s)"):format(event(y, value), event(seen, fact)),
      ("We see that %s."):format(clause(words, "is", seen, fact)), clause(words, "is", y, value)
  end },
  { kind = "intervention", rung = 2, make = function(model, words)
    local x, y = cause_and_effect(model, words)
    local set, value = pick(model:domain(x)), pick(model:domain(y))
    return ("P(%s | do(%s))"):format(event(y, value), event(x, set)),
      ("Somebody steps in and sees to it that %s, whatever else is the case."):format(clause(words, "is", x, set)),
      clause(words, "is", y, value)
  end },
  { kind = "counterfactual", rung = 3, make = function(model, words)
    local x, y = cause_and_effect(model, words)
    local seen = pick(words.asks)
    local fact = pick(model:domain(seen))
    local set = seen == x and other_value(model, x, fact) or pick(model:domain(x))
    local value = pick(model:domain(y))
    return ("P((%s)[%s] | %s)"):format(event(y, value), event(x, set), event(seen, fact)),
      ("We see that %s."):format(clause(words, "is", seen, fact)),
      ("%s if %s"):format(clause(words, "would", y, value), clause(words, "had", x, set))
  end },
  { kind = "necessity", rung = 3, make = function(model, words)
    local x, y = cause_and_effect(model, words)
    local is, came = pick(model:domain(x)), pick(model:domain(y))
    local set, value = other_value(model, x, is), other_value(model, y, came)
    return ("P((%s)[%s] | %s, %s)"):format(event(y, value), event(x, set), event(x, is), event(y, came)),
      ("We see that %s and that %s."):format(clause(words, "is", x, is), clause(words, "is", y, came)),
      ("%s if %s"):format(clause(words, "would", y, value), clause(words, "had", x, set))
  end },
}

-- ---- explanations ----

-- What the circumstances were, given what was seen: the joint posterior of the question's noise, in words. Laws with parents are no
-- circumstances: of what they draw in another world there is nothing to be seen.
local function abduction(model, words, explanation)
  local lines = {}
  for _, term in ipairs(explanation.terms) do
    local columns = term.abduction and term.abduction.columns or {}
    local exogenous = #columns > 0
    for _, name in ipairs(columns) do exogenous = exogenous and words.variables[name] and #model:parents(name) == 0 end
    for _, row in ipairs(exogenous and term.abduction or {}) do
      local clauses = {}
      for i, name in ipairs(columns) do clauses[i] = clause(words, "is", name, row.values[i]) end
      lines[#lines + 1] = ("with probability %s, %s"):format(row.p, table.concat(clauses, " and "))
    end
  end
  return lines
end

local STEPS <const> = {
  "This asks about what is seen: the share of the cases that fit what is seen in which the answer is yes.",
  "This asks about an action: the causes of what is acted on no longer matter, all else stays as it is.",
  "This asks what would have been: first what is seen says which circumstances obtain, then the action changes the model, and then the " ..
    "same circumstances are followed through it.",
}

local function explain(model, words, rung, query, value)
  local parts = { STEPS[rung] }
  if rung == 3 then
    local lines = abduction(model, words, model:explain(query))
    if #lines > 0 then parts[#parts + 1] = "Given what is seen: " .. table.concat(lines, "; ") .. "." end
  end
  parts[#parts + 1] = ("The answer is %s = %s."):format(query, value)
  return table.concat(parts, " ")
end

-- ---- the corpus ----

local function item(model, words, facts, kind)
  local query, seen, asked = kind.make(model, words)
  if not query then return nil end
  local answered, value = pcall(model.query, model, query)
  if not answered then return nil end  -- what is seen cannot be, or the answer is not determined
  value = r(value)
  if value == r "1/2" then return nil end
  local question = ("Is it more likely than not that %s?"):format(asked)
  local prompt = { words.story, table.concat(facts, " "), (seen .. " " .. question):gsub("^ ", "") }
  return {
    model = model.name, rung = kind.rung, kind = kind.kind, query = query, prompt = table.concat(prompt, "\n"), facts = facts,
    question = question, seen = seen, answer = value > r "1/2" and "yes" or "no", exact = value:fraction(), approx = value:number(),
    explanation = explain(model, words, kind.rung, query, value),
  }
end

-- Calls for one item after the other: `count` of them, each another question. The same seed gives the same corpus everywhere.
local function corpus(model, words, options)
  math.randomseed(options.seed or 1)
  local facts, known, number = all_facts(model, words), {}, 0
  return function()
    if number == options.count then return nil end
    for _ = 1, 1000 do
      local made = item(model, words, facts, pick(KINDS))
      if made and not known[made.query] then
        known[made.query], number = true, number + 1
        made.id = ("%s-%d"):format(model.name, number)
        return made
      end
    end
    return nil  -- there are no more questions
  end
end

return corpus
