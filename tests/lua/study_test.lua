-- SPDX-License-Identifier: MIT
-- The helpers for studies.
local cw = require "causeway"
local check = require "check"
local r = cw.rational

-- Grids.
local grid = cw.grid { b = { "x", "y" }, a = { 1, 2, 3 } }
check.equal(#grid, 6)
check.equal(cw.show(grid[2]), '{ a = 1, b = "y" }')
check.equal(cw.show(cw.grid({ "b", "a" }, { b = { "x", "y" }, a = { 1, 2 } })[2]), '{ a = 2, b = "x" }')
check.equal(#cw.grid { a = {}, b = { 1 } }, 0)
check.equal(#cw.grid {}, 1)
check.equal(cw.show(cw.grid.range("0", 1, "1/3")), "{ 0, 1/3, 2/3, 1 }")
check.equal(cw.show(cw.grid.range(5, 1, -2)), "{ 5, 3, 1 }")
check.equal(math.type(cw.grid.range(1, 3)[3]), "integer")
check.equal(#cw.grid.range(2, 1), 0)
check.fails("usage", "axis `a`", cw.grid, { a = 1 })
check.fails("usage", "not 0", cw.grid.range, 1, 2, 0)
check.fails("usage", "exact number", cw.grid.range, 0.5, 2)
check.fails("resource", "points", cw.grid, { a = cw.grid.range(1, 10000), b = cw.grid.range(1, 10000) })

-- CSV: what is read is what was written, of every kind.
local values = { 1, -7, r "1/3", r(3), r "-5/2", true, false, "", "x", "1", "1/2", "true", "a,b", 'say "x"', "two\nlines",
  "007", " x ", "ä", math.maxinteger, r(2) ^ 80, "0.5", "-", "1_000" }
local rows = {}
for i, value in ipairs(values) do rows[i] = { number = i, value = value } end
local text = cw.csv.text({ "number", "value" }, rows)
local back = cw.csv.parse(text)
check.equal(#back, #values)
for i, value in ipairs(values) do
  check.equal(back[i].value, value)
  check.equal(cw.type(back[i].value), cw.type(value))
end
check.equal(table.concat(back.columns, " "), "number value")
check.equal(cw.csv.text({ "p" }, { { r "1/3" }, { r(3) } }, { decimals = 4 }), "p,p_decimal\n1/3,0.3333\n3/1,3.000\n")
local parsed = cw.csv.parse "\xEF\xBB\xBFa,b\r\n0.25,\r\n1e-3,x"
check.equal(cw.show(parsed), '{ { a = 1/4 }, { a = 1/1000, b = "x" } }')
check.equal(cw.json.encode(parsed), '[{"a":"1/4"},{"a":"1/1000","b":"x"}]')
check.fails("usage", "<csv>:2: 1 field where there are 2 columns", cw.csv.parse, "a,b\n1\n")
check.fails("usage", "<csv>:3: a quote is not closed", cw.csv.parse, 'a\n1\n"x\n')
check.fails("usage", "twice", cw.csv.parse, "a,a\n")
check.fails("usage", "no name", cw.csv.parse, "a,,b\n")
check.fails("usage", "no line", cw.csv.parse, "")
check.fails("usage", "`f` has a function", cw.csv.text, { "f" }, { { print } })
check.fails("io", "cannot read", cw.csv.read, "/nowhere/x.csv")
check.fails("io", "cannot write", cw.csv, "/nowhere/x.csv", { "a" }, {})

-- Tables.
check.equal(cw.table({ { a = 1, b = r "3/73" }, { a = 22, b = r "9/10" } }),
  " a                 b\n──  ────────────────\n 1  3/73 ≈ 0.0410959\n22              9/10")
check.equal(cw.table({ { "x|y", 1 } }, { "n", "v" }, { markdown = true }), "| n | v |\n| --- | ---: |\n| x\\|y | 1 |")
check.equal(cw.table({ { r "1/3" } }, { "p" }, { decimals = 0 }), "  p\n───\n1/3")

-- JSON.
check.equal(cw.json.encode { b = { 1, r "1/3", true, cw.json.null }, a = "ä\"" }, '{"a":"ä\\"","b":[1,"1/3",true,null]}')
check.equal(cw.json.encode({ 1 }, 2), "[\n  1\n]")
local json = cw.json.decode '{"x": 0.1, "n": [1, null, -2e1], "big": 18446744073709551616, "t": "\\u00e4"}'
check.equal(json.x, "1/10")
check.equal(json.n[3], -20)
check.equal(json.big, "18446744073709551616")
check.equal(json.t, "ä")
assert(json.n[2] == cw.json.null and math.type(json.n[1]) == "integer")
check.fails("syntax", "not JSON", cw.json.decode, "{")
check.fails("syntax", "200 deep", cw.json.decode, ("["):rep(300))
check.fails("type", "names besides", cw.json.encode, { 1, x = 2 })
check.fails("type", "gaps", cw.json.encode, { [3] = 1 })
check.fails("type", "function", cw.json.encode, { print })
local circle = {}
circle[1] = circle
check.fails("resource", "circle", cw.json.encode, circle)

-- Studies: an error in one cell, a resumed file, the same file in the end.
local path = os.tmpname()
local function read(name)
  local file <close> = io.open(name, "rb")
  return file:read "a"
end
local function square(point) return { square = r(point.x) ^ 2, half = r(point.x, 2) } end
local points = cw.grid { x = { 1, 2, 3 }, who = { "a", "1" } }
os.remove(path)
local whole = cw.study { name = "squares", grid = points, run = square, csv = path }
check.equal(whole:report(), "squares: 6 cells")
check.equal(whole.rows[6].square, 9)
local finished = read(path)
check.equal(finished:match "^[^\n]*", "who,x,half,square,error")
local runs = 0
local function counted(point)
  runs = runs + 1
  return square(point)
end
os.remove(path)
local broken = cw.study { name = "squares", grid = points, csv = path,
  run = function(point) return point.x == 2 and error "bad" or counted(point) end }
check.equal(runs, 4)
check.equal(broken.failed, 2)
assert(broken:report():find("squares: 6 cells, 2 failed\n  who = a, x = 2: ", 1, true) and tostring(broken):find "bad")
local resumed = cw.study { name = "squares", grid = points, run = counted, csv = path }
check.equal(runs, 6)
check.equal(resumed.resumed, 4)
check.equal(read(path), finished)
local half = io.open(path, "wb")  -- as a killed process leaves it
half:write(finished:sub(1, #finished - 12))
half:close()
cw.study { name = "squares", grid = points, run = counted, csv = path }
check.equal(runs, 7)
check.equal(read(path), finished)
check.fails("usage", "is not of this study", cw.study, { grid = { { y = 1 } }, run = square, csv = path })
check.equal(read(path), finished)
check.fails("cancelled", "stop", cw.study, { grid = points, run = function() cw.error("cancelled", "stop") end })
check.fails("usage", "`x`, as is", cw.study, { grid = points, run = function() return { x = 1 } end })
check.fails("usage", "`grid`", cw.study, { run = square })
check.fails("usage", "`run`", cw.study, { grid = points })
check.fails("usage", "a point has", cw.study, { grid = { { f = print } }, run = square })
check.equal(cw.study { grid = { { x = 1 } }, run = function() return r "1/2" end }.rows[1].value, "1/2")
os.remove(path)

-- Progress says nothing in a pipe, and counts what there is.
local sum = 0
for i, x in cw.progress.each({ 5, 6 }, "adding") do sum = sum + i * x end
check.equal(sum, 17)
local bar = cw.progress(3)
bar:step()
bar:done()
bar:done()
check.fails("usage", "number of steps", cw.progress, -1)

-- Plots: well-formed, exact where they say numbers, the same each time.
local function svg(options) return cw.plot(options):svg() end
local lines = { title = "a < b & c", lines = { { label = "x", points = { { 0, r "1/3" }, { 1, 2 } } } } }
check.equal(svg(lines), svg(lines))
assert(svg(lines):find("a &lt; b &amp; c", 1, true) and svg(lines):find "<polyline" and svg(lines):find "</svg>\n$")
local heat = { heat = { rows = { "r" }, columns = { "a", "b", "c" }, values = { { -16, r "8/21", nil } } } }
assert(svg(heat):find ">−16<" and svg(heat):find ">8/21<" and svg(heat):find ">–<")
local bars = { bars = { categories = { "a", "b" }, series = { { label = "s", values = { 1, r "-1/2" } } } } }
assert(svg(bars):find ">−1/2<")
for _, values in ipairs { { 5 }, { 0 }, { 1e-300, 2e-300 }, { 1e300, -1e300 }, { 3, 3, 3 }, { -1, -2 } } do
  local ps = {}
  for i, value in ipairs(values) do ps[i] = { i, value } end
  local picture = svg { lines = { { points = ps } } }
  assert(not picture:find "nan" and not picture:find "inf")
  picture = svg { bars = { categories = values, series = { { values = values } } } }
  assert(not picture:find "nan" and not picture:find "inf")
  picture = svg { heat = { rows = { "r" }, columns = values, values = { values } } }
  assert(not picture:find "nan" and not picture:find "inf")
end
check.fails("usage", "at least one value", cw.plot, { lines = {} })
check.fails("usage", "option `titel`", cw.plot, { titel = "x" })
check.fails("usage", "shows something", cw.plot, {})
check.fails("usage", "too large", cw.plot, { lines = { { points = { { 0, r(10) ^ 400 } } } } })
check.fails("usage", "a string", cw.plot, { lines = { { points = { { 0, "x" } } } } })

-- What the prompt uses.
check.equal(cw.show({ 1, { a = r "1/3" } }, "x", r "1/3", r "1/2"), '{ 1, { a = 1/3 } }\tx\t1/3 ≈ 0.333333\t1/2')
check.equal(cw.show {}, "{}")
local function completed(before, wanted, environment)
  local words, start = cw.complete(before, environment)
  table.sort(words)
  check.equal(before:sub(start), wanted[1])
  for _, word in ipairs(words) do if word == wanted[2] then return end end
  error(before .. ": no " .. wanted[2], 2)
end
local environment = { m = cw.parse "enum G {good, bad} noise grade : G ~ uniform(G)", cw = cw, text = "x" }
completed("m:", { "", "dist" }, environment)
completed("x = cw.ra", { "ra", "rational" }, environment)
completed('m:P "gra', { "gra", "grade" }, environment)
completed("m:P [[grade = go", { "go", "good" }, environment)
completed("te", { "te", "text" }, environment)
completed("whi", { "whi", "while" }, environment)
