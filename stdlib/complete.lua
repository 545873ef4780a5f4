-- SPDX-License-Identifier: MIT
-- `cw.complete(before [, environment])`: what may stand at the end of a line of Lua. Inside a string these are
-- names of variables and labels of the models that global variables hold; elsewhere keywords, globals, fields
-- and methods. Gives a list of words and the byte at which they begin.
local cw = ...

local KEYWORDS <const> = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }
local METHODS <const> = {}
for kind, names in pairs {
  model = "P E Var Cov dist map marginals query prepare given act sample sampler variables domain parents children " ..
    "graph info explain ir questions answer answers check warnings with_limits",
  world = "P E Var Cov dist map marginals query predict given act sample sampler graph",
  rational = "number integer decimal fraction floor ceil abs sign equals",
  sampler = "next columns",
} do
  METHODS[kind] = {}
  for name in names:gmatch("%S+") do table.insert(METHODS[kind], name) end
end
METHODS["prepared query"] = { "bind", "evaluate", "placeholders" }

-- Is the end of the text inside a string that begins on this line?
local function inside_string(text)
  local quote
  local i = 1
  while i <= #text do
    local c = text:sub(i, i)
    if quote then
      if c == "\\" then i = i + 1 elseif c == quote then quote = nil end
    elseif c == '"' or c == "'" then
      quote = c
    elseif text:find("^%[%[", i) then
      local stop = text:find("]]", i + 2, true)
      if not stop then return true end
      i = stop + 1
    end
    i = i + 1
  end
  return quote ~= nil
end

-- Names of variables and labels of all models among the globals.
local function model_words(environment)
  local words = {}
  for _, value in pairs(environment) do
    if cw.type(value) == "model" then
      for _, variable in ipairs(value:variables()) do
        words[#words + 1] = variable
        local known, domain = pcall(value.domain, value, variable)
        for _, label in ipairs(known and domain or {}) do
          if type(label) == "string" then words[#words + 1] = label end
        end
      end
    end
  end
  return words
end

local function string_keys(value)
  local words = {}
  for key in next, value do
    if type(key) == "string" and key:match("^[%a_][%w_]*$") then words[#words + 1] = key end
  end
  return words
end

-- The value that a path such as `cw.csv` leads to, without calling anything.
local function value_at(path, environment)
  local value = environment
  for name in path:gmatch("[^.:]+") do
    if type(value) ~= "table" then return nil end
    value = rawget(value, name)
  end
  return value
end

return function(before, environment)
  environment = environment or _G
  if inside_string(before) then
    local start = before:find("[%w_]*$")
    return model_words(environment), start
  end
  local path, name = before:match("([%a_][%w_.]*)[.:]([%w_]*)$")
  if path then
    local value = value_at(path, environment)
    local words = METHODS[cw.type(value)] or (type(value) == "table" and string_keys(value)) or {}
    return words, #before - #name + 1
  end
  local words = string_keys(environment)
  return table.move(KEYWORDS, 1, #KEYWORDS, #words + 1, words), (before:find("[%w_]*$"))
end
