-- SPDX-License-Identifier: MIT
-- `cw.grid{a = {…}, b = {…}}`: the points of a cartesian product, in a fixed order; `cw.grid.range(from, to, step)`:
-- evenly spaced exact numbers.
local cw = ...

local MOST <const> = 10000000

local function check_axes(names, axes)
  local points = 1
  for _, name in ipairs(names) do
    if type(axes[name]) ~= "table" then
      cw.error("usage", ("the axis `%s` of a grid is a list of values, not a %s"):format(name, cw.type(axes[name])))
    end
    points = points * #axes[name]
  end
  if points > MOST then
    cw.error("resource", ("this grid has %.0f points; at most %d are possible"):format(points, MOST))
  end
  return points
end

local function names_of(axes)
  local names = {}
  for name in pairs(axes) do
    if type(name) ~= "string" then
      cw.error("usage", ("the axes of a grid have names; a %s is none"):format(cw.type(name)),
        "write cw.grid{a = {1, 2}, b = {\"x\", \"y\"}}")
    end
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

-- `grid(axes)` or `grid(names, axes)`: a list of points `{a = 1, b = "x"}`. The last name runs fastest; names are
-- sorted unless they are given.
local function grid(_, first, second)
  local axes = second or first
  if type(axes) ~= "table" then cw.error("usage", "a grid is made of a table of lists, not a " .. cw.type(axes)) end
  local names = second and first or names_of(axes)
  local count = check_axes(names, axes)
  local points = {}
  for number = 0, count - 1 do
    local point, rest = {}, number
    for i = #names, 1, -1 do
      local values = axes[names[i]]
      point[names[i]] = values[rest % #values + 1]
      rest = rest // #values
    end
    points[number + 1] = point
  end
  return points
end

local function exact(value, what)
  local kind = cw.type(value)
  if kind == "integer" then return value end
  if kind == "rational" then return value end
  local number = kind == "string" and cw.rational.parse(value)
  if not number then cw.error("usage", ("%s is an exact number, not `%s`"):format(what, value)) end
  return number
end

-- `grid.range(from, to, step)`: from, from + step, … up to `to`, which is included if it is reached. Integers, rationals
-- and texts of numbers; the step is 1 unless given.
local function range(from, to, step)
  from, to = exact(from, "the beginning of a range"), exact(to, "the end of a range")
  step = exact(step == nil and 1 or step, "the step of a range")
  local zero = cw.rational(0)
  if cw.rational(step) == zero then cw.error("usage", "the step of a range is not 0") end
  local steps = ((cw.rational(to) - from) / step):floor()
  if steps >= MOST then cw.error("resource", ("a range has at most %d values"):format(MOST)) end
  local values = {}
  for i = 0, steps:integer() do values[i + 1] = from + i * step end
  return values
end

return setmetatable({ range = range }, { __call = grid })
