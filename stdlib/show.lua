-- SPDX-License-Identifier: MIT
-- `cw.show(…)`: values as a person reads them, on a line or on several. Tables are shown in full up to a depth
-- and a length; everything else as tostring says it, and rationals with their decimal.
local cw = ...

local DEEPEST <const>, LONGEST <const> = 4, 50

local show

local function has_text(value)
  local metatable = getmetatable(value)
  return type(metatable) == "table" and metatable.__tostring ~= nil
end

local function scalar(value, nested)
  if cw.type(value) == "rational" and not nested then
    local decimal = value:decimal(6)
    return cw.rational.parse(decimal) == value and tostring(value) or ("%s ≈ %s"):format(value, decimal)
  end
  return nested and type(value) == "string" and ("%q"):format(value) or tostring(value)
end

local function key_text(key)
  if type(key) == "string" and key:match("^[%a_][%w_]*$") then return key end
  return "[" .. scalar(key, true) .. "]"
end

-- The keys that are no places of the list, in a stable order.
local function names_of(value)
  local names = {}
  for key in next, value do
    if math.type(key) ~= "integer" or key < 1 or key > #value then names[#names + 1] = key end
  end
  table.sort(names, function(a, b)
    if type(a) == type(b) and (type(a) == "string" or type(a) == "number") then return a < b end
    return type(a) < type(b)
  end)
  return names
end

local function table_text(value, depth)
  if depth > DEEPEST then return "{…}" end
  local parts = {}
  for i = 1, math.min(#value, LONGEST) do parts[i] = show(value[i], depth + 1) end
  if #value > LONGEST then parts[#parts + 1] = ("… %d more"):format(#value - LONGEST) end
  for _, key in ipairs(names_of(value)) do
    parts[#parts + 1] = key_text(key) .. " = " .. show(value[key], depth + 1)
  end
  local line = "{ " .. table.concat(parts, ", ") .. " }"
  if #parts == 0 then return "{}" end
  if #line + 2 * depth <= 100 and not line:find("\n") then return line end
  local indent = ("  "):rep(depth + 1)
  return "{\n" .. indent .. table.concat(parts, ",\n" .. indent) .. "\n" .. ("  "):rep(depth) .. "}"
end

function show(value, depth)
  if type(value) == "table" and not has_text(value) then return table_text(value, depth) end
  return scalar(value, depth > 0)
end

-- The values as text, a tab between them.
return function(...)
  local texts = {}
  for i = 1, select("#", ...) do texts[i] = show((select(i, ...)), 0) end
  return table.concat(texts, "\t")
end
