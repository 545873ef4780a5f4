-- SPDX-License-Identifier: MIT
-- How strong would a hidden cause have to be to turn an effect round? `causeway lua sensitivity.lua [PICTURE.svg]`
local cw = require "causeway"
local here = arg[0]:match "^.*/" or ""
local r = cw.rational

local DONE <const> = "P(recovered | do(treatment = A)) - P(recovered | do(treatment = B))"
local SHARE_B <const> = r "1/4"

local function effect_of_treatment(effect, excess)
  local params = { effect = effect, share_a = SHARE_B + excess, share_b = SHARE_B }
  return cw.load(here .. "stones.scm", { params = params }):query(DONE)
end

-- Every strength of the hidden cause, in both its parts. What the data rule out is an error in its cell.
local excesses = cw.grid.range(0, "3/4", "1/4")
local study = cw.study {
  name = "strengths",
  grid = cw.grid { effect = cw.grid.range("-3/10", 0, "1/50"), excess = excesses },
  run = function(point) return { ate = effect_of_treatment(point.effect, point.excess) } end,
}
print(study:report():match "^[^\n]*")
print("the first: " .. study.errors[1].error.message)

-- The effect is a line in the strength of the hidden cause: two points of it give where it crosses zero.
local rows, series = {}, {}
for _, excess in ipairs(excesses) do
  local at_zero = effect_of_treatment(0, excess)
  local slope = (effect_of_treatment("-1/10", excess) - at_zero) / r "-1/10"
  local row = { excess = excess, slope = slope }
  if slope ~= r(0) then
    row.tips_at = -at_zero / slope
    assert(effect_of_treatment(row.tips_at, excess) == r(0))
  end
  rows[#rows + 1] = row
  local points = {}
  for _, cell in ipairs(study.rows) do
    if cell.excess == excess and cell.ate then points[#points + 1] = { cell.effect, cell.ate } end
  end
  series[#series + 1] = { label = "excess " .. tostring(excess), points = points }
end
print()
print(cw.table(rows, { "excess", "slope", "tips_at" }))

-- What was hidden: the size of the stones, which the same paper gives.
local sizes = cw.load(here .. "../../simpson/kidney_stones.scm")
local large = sizes:prepare "P(size = large | treatment = $t)"
local excess = large { t = "A" } - large { t = "B" }
local by_size = sizes:prepare "P(recovered | treatment = $t, size = large) - P(recovered | treatment = $t, size = small)"
print("\nlarge stones: in excess under A by " .. cw.show(excess))
print("their effect: under A " .. cw.show(by_size { t = "A" }) .. ", under B " .. cw.show(by_size { t = "B" }))
print("enough to turn the effect round: " .. cw.show(effect_of_treatment(0, 0) / excess))
print("so A against B, done: " .. cw.show(sizes:query(DONE)))

if arg[1] then
  cw.plot {
    title = "How strong a hidden cause turns the effect round",
    subtitle = "Recovery under A less recovery under B; seen: −8/175",
    x = "effect of the hidden cause on recovery", y = "average effect of A against B", lines = series,
  }:save(arg[1])
end
