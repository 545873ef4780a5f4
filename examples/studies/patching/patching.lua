-- SPDX-License-Identifier: MIT
-- Activation patching, every component against three corrupted inputs. `causeway lua patching.lua [PICTURE.svg]`
local cw = require "causeway"
local here = arg[0]:match "^.*/" or ""
local model = cw.load(here .. "../../transformer/induction_head.scm")

local CORRUPTIONS <const> = { "c1", "c2", "c3" }

-- What is patched: the head `p`, say, or the edge by which `e` enters `q`. At `@` the value from the other run stands.
local COMPONENTS <const> = {
  { name = "p", patch = "p[j] = p[j]@ for j in 0..T" },
  { name = "r", patch = "r[v] = r[v]@ for v in 0..V-1" },
  { name = "q", patch = "q = q@" },
  { name = "k", patch = "k[j] = k[j]@ for j in 0..T" },
  { name = "w", patch = "w[j] = w[j]@ for j in 0..T" },
  { name = "m", patch = "m[j] = m[j]@ for j in 0..T" },
  { name = "ind", patch = "ind[v] = ind[v]@ for v in 0..V-1" },
  { name = "E→p", patch = "e[j-1] -> p[j] = e[j-1]@ for j in 1..T" },
  { name = "E→r", patch = "e[j] -> r[v] = e[j]@ for j in 0..T, v in 0..V-1" },
  { name = "E→q", patch = "e[T] -> q = e[T]@" },
  { name = "P→k", patch = "p[j] -> k[j] = p[j]@ for j in 0..T" },
  { name = "E→w", patch = "e[j] -> w[j] = e[j]@ for j in 0..T" },
  { name = "P→logit", patch = "p[T] -> logit[v] = p[T]@ for v in 0..V-1" },
  { name = "E→logit", patch = "e[T] -> logit[v] = e[T]@ for v in 0..V-1" },
}

-- The run on an input of the model, as an intervention.
local function input(name) return ("x[i] = %s[i] for i in 1..T"):format(name) end

-- LD = logit(b) − logit(c) in the run on one input, a component taken from the run on another.
local function patched(base, component, other)
  return model:E(("ld[%s, %s]"):format(input(base), (component.patch:gsub("@", ("[%s]"):format(input(other))))))
end

local function difference(name) return model:E(("ld | do(%s)"):format(input(name))) end

local runs = {}
for _, name in ipairs { "clean", table.unpack(CORRUPTIONS) } do
  local prediction = model:E(("pred | do(%s)"):format(input(name))):integer()
  runs[#runs + 1] = { run = name, LD = difference(name), predicts = ("abcd"):sub(prediction + 1, prediction + 1) }
end
print(cw.table(runs, { "run", "LD", "predicts" }, { decimals = 0 }) .. "\n")

-- Noising puts a corrupted component into the clean run, denoising a clean one into the corrupted run.
local study = cw.study {
  name = "patches",
  grid = cw.grid({ "component", "corruption" }, { component = cw.grid.range(1, #COMPONENTS), corruption = CORRUPTIONS }),
  run = function(point)
    local component = COMPONENTS[point.component]
    return {
      noising = patched("clean", component, point.corruption) - difference "clean",
      denoising = patched(point.corruption, component, "clean") - difference(point.corruption),
    }
  end,
}
local rows, noising = {}, {}
for i, component in ipairs(COMPONENTS) do rows[i], noising[i] = { component = component.name }, {} end
for _, cell in ipairs(study.rows) do
  rows[cell.component][cell.corruption] = cell.noising
  rows[cell.component]["denoising " .. cell.corruption] = cell.denoising
  table.insert(noising[cell.component], cell.noising)
end
print "Change of LD\n"
print(cw.table(rows, { "component", "c1", "c2", "c3", "denoising c1", "denoising c2", "denoising c3" },
  { decimals = 0 }))

if arg[1] then
  local names = {}
  for i, component in ipairs(COMPONENTS) do names[i] = component.name end
  cw.plot {
    title = "Which parts carry the prediction", subtitle = "noising: change of LD, which is 143/21 in the clean run",
    heat = { rows = names, columns = CORRUPTIONS, values = noising, legend = "change of LD" },
  }:save(arg[1])
end
