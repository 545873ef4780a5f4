-- SPDX-License-Identifier: MIT
-- `cw.progress(total, label)`: a bar with rate and remaining time on a terminal, nothing in a pipe.
local cw = ...

local INTERVAL <const> = 0.1  -- seconds between two drawings

local Progress = {}
Progress.__index = Progress
Progress.__name = "progress"

local function duration(seconds)
  if seconds < 60 then return ("%.1f s"):format(seconds) end
  local whole = math.floor(seconds + 0.5)
  if whole < 3600 then return ("%d:%02d"):format(whole // 60, whole % 60) end
  return ("%d:%02d:%02d"):format(whole // 3600, whole // 60 % 60, whole % 60)
end

local function rate_text(rate)
  if rate >= 100000 then return ("%.0fk/s"):format(rate / 1000) end
  return (rate >= 100 and "%.0f/s" or "%.1f/s"):format(rate)
end

-- The line as it is now, to fit so many columns.
local function line_text(self, columns)
  local elapsed = cw.host.clock() - self.began
  local rate = elapsed > 0 and self.count / elapsed or 0
  local numbers
  if self.finished then
    numbers = (" %d in %s, %s"):format(self.count, duration(elapsed), rate_text(rate))
  elseif self.total then
    local left = rate > 0 and duration((self.total - self.count) / rate) or "?"
    numbers = (" %d/%d  %s  %s left"):format(self.count, self.total, rate_text(rate), left)
  else
    numbers = (" %d  %s"):format(self.count, rate_text(rate))
  end
  local label = self.label ~= "" and self.label .. " " or ""
  local room = math.min(40, columns - 1 - (utf8.len(label) or #label) - #numbers - 7)
  if not self.total or room < 5 then return label .. numbers end
  local share = self.total == 0 and 1 or math.min(1, self.count / self.total)
  local full = math.floor(share * room)
  return ("%s%s%s %3d%%%s"):format(label, ("█"):rep(full), ("░"):rep(room - full), math.floor(share * 100), numbers)
end

local function cut(text, columns)
  local stop = utf8.offset(text, columns + 1)
  return stop and text:sub(1, stop - 1) or text
end

local function draw(self)
  local columns = cw.host.terminal()
  if not columns then return end
  self.drawn = cw.host.clock()
  cw.host.note("\r\27[K" .. cut(line_text(self, columns), columns - 1))
end

-- Another `n` are done; 1 unless given.
function Progress:step(n)
  self.count = self.count + (n or 1)
  if not self.finished and cw.host.clock() - self.drawn >= INTERVAL then draw(self) end
end

-- It is over: the last line says what was done in which time. Also where a `<close>` variable goes out of scope.
function Progress:done()
  if self.finished then return end
  self.finished = true
  if not cw.host.terminal() then return end
  draw(self)
  cw.host.note("\n")
end

Progress.__close = Progress.done

local function progress(_, total, label)
  if total ~= nil and (math.type(total) ~= "integer" or total < 0) then
    cw.error("usage", ("progress is towards a number of steps, not `%s`"):format(tostring(total)))
  end
  local self = setmetatable({ total = total, label = label or "", count = 0, drawn = -1, finished = false }, Progress)
  self.began = cw.host.clock()
  draw(self)
  return self
end

-- `for i, x in progress.each(list, label) do`: as ipairs, with a bar.
local function each(list, label)
  local bar = progress(nil, #list, label)
  local function next_one(_, i)
    if i > 0 then bar:step() end
    if i >= #list then return bar:done() end
    return i + 1, list[i + 1]
  end
  return next_one, nil, 0, bar
end

return setmetatable({ each = each }, { __call = progress })
