-- SPDX-License-Identifier: MIT
-- Memory stays flat: what nobody has any more goes. What C++ holds behind an object counts for little with Lua's collector,
-- which has to be told of it.
local cw = require "causeway"
local r = cw.rational

local MOST <const> = 8192  -- KiB of growth

local function resident()  -- KiB
  for line in io.lines "/proc/self/status" do
    local size = line:match "^VmRSS:%s*(%d+)"
    if size then return tonumber(size) end
  end
end

-- Does it so often, and nine times that again: the second must not need more than the first.
local function flat(name, times, work)
  work(times)
  local before = resident()
  work(9 * times)
  local grown = resident() - before
  print(("%-20s %9d: %d KiB, then %+d KiB"):format(name, 10 * times, before, grown))
  if grown > MOST then error(name .. " grow") end
end

local third, half, long = r "1/3", r "1/2", r(3) ^ 500
flat("operations", 1000000, function(times)
  local x
  for i = 1, times // 2 do x = (third + i) * half end
  assert(x)
end)
flat("long operations", 100000, function(times)
  local x = r(0)
  for _ = 1, times do x = long - x end
end)
local folder = arg[0]:match "^(.*)/" or "."
local student = cw.load(folder .. "/../../examples/student.scm")
local query = student:prepare "P(letter = strong | grade = $g)"
flat("evaluations", 10000, function(times)
  for _ = 1, times do query { g = "A" } end
end)
flat("models", 300, function(times)
  for _ = 1, times do cw.parse "noise u ~ bernoulli(1/2) var x[i in 1..50] = u query P(x[1])" end
end)
flat("prepared queries", 300, function(times)
  for _ = 1, times do student:prepare "P(letter = strong | grade = $g)" end
end)
flat("distributions", 300, function(times)
  for _ = 1, times do student:dist "grade, letter, sat" end
end)
