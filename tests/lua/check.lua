-- SPDX-License-Identifier: MIT
-- What the tests in Lua say: a value is as expected, a call fails as expected. Each ends the test where it does not.
local check = {}

local function place() return debug.getinfo(3, "Sl").short_src .. ":" .. debug.getinfo(3, "l").currentline end

-- `got` prints as `wanted` does; so rationals are compared with texts and integers.
function check.equal(got, wanted)
  if tostring(got) ~= tostring(wanted) then
    error(("%s: %s, but should be %s"):format(place(), tostring(got), tostring(wanted)), 0)
  end
end

-- `call(...)` raises an error of the library with this code, in whose message the text stands. Gives the error.
function check.fails(code, text, call, ...)
  local done, problem = pcall(call, ...)
  if done then error(place() .. ": no error", 0) end
  if type(problem) ~= "table" or problem.code ~= code or not problem.message:find(text, 1, true) then
    error(("%s: %s, but should be error[%s] … %s"):format(place(), tostring(problem), code, text), 0)
  end
  return problem
end

-- `call(...)` raises any error with the text in it.
function check.raises(text, call, ...)
  local done, problem = pcall(call, ...)
  if done or not tostring(problem):find(text, 1, true) then
    error(("%s: %s, but should say … %s"):format(place(), tostring(problem), text), 0)
  end
end

return check
