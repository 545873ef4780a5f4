-- SPDX-License-Identifier: MIT
-- `cw.study{…}`: runs a function for every point of a grid. Goes on after an error in one cell, saves each cell as it
-- comes, and takes from the saved file what is there already.
local cw = ...

local Result = {}
Result.__index = Result
Result.__name = "study"

local function sorted_keys(fields)
  local names = {}
  for name in pairs(fields) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function check_point(point, names, number)
  for _, name in ipairs(names) do
    local kind = cw.type(point[name])
    if kind ~= "string" and kind ~= "integer" and kind ~= "boolean" and kind ~= "rational" then
      cw.error("usage", ("`%s` of point %d is a %s; a point has strings, integers, booleans and rationals"):format(
        name, number, kind))
    end
  end
  for name in pairs(point) do
    if not names[name] then cw.error("usage", ("point %d has `%s`, the first has not"):format(number, name)) end
  end
end

-- The names of the points' fields; also as keys.
local function point_names(grid)
  if type(grid) ~= "table" or type(grid[1]) ~= "table" then
    cw.error("usage", "a study needs `grid`, a list of points", "write grid = cw.grid{x = {1, 2, 3}}")
  end
  local names = sorted_keys(grid[1])
  for _, name in ipairs(names) do names[name] = true end
  for number, point in ipairs(grid) do check_point(point, names, number) end
  return names
end

-- What tells one point from all others.
local function key_of(fields, names)
  local row = {}
  for i, name in ipairs(names) do row[i] = fields[name] end
  return cw.csv.text(names, { row })
end

local function same_names(a, b)
  for i = 1, math.max(#a, #b) do
    if a[i] ~= b[i] then return false end
  end
  return true
end

-- What a run gives, as fields: a table of them, or one value, which is then called `value`.
local function results_of(value)
  if type(value) == "table" and getmetatable(value) == nil then return value end
  return { value = value }
end

-- The names of the columns: of the point, of the results, and `error`.
local function columns_of(study, results)
  local columns = table.move(study.names, 1, #study.names, 1, {})
  for _, name in ipairs(study.options.columns or sorted_keys(results)) do
    if study.names[name] or name == "error" then
      cw.error("usage", ("a result is called `%s`, as is %s"):format(name, name == "error" and "the column of errors"
        or "a field of the points"))
    end
    columns[#columns + 1] = name
  end
  columns[#columns + 1] = "error"
  return columns
end

-- What became of it, as a text: how many cells, from where, and which failed.
function Result:report()
  local parts = { ("%s: %d cells"):format(self.name, #self.rows) }
  if self.resumed > 0 then parts[#parts + 1] = ("%d taken from %s"):format(self.resumed, self.options.csv) end
  if self.failed > 0 then parts[#parts + 1] = ("%d failed"):format(self.failed) end
  local lines = { table.concat(parts, ", ") }
  for _, one in ipairs(self.errors) do
    local fields = {}
    for i, name in ipairs(self.names) do fields[i] = ("%s = %s"):format(name, one.point[name]) end
    lines[#lines + 1] = ("  %s: %s"):format(table.concat(fields, ", "), tostring(one.error):match("^[^\n]*"))
  end
  return table.concat(lines, "\n")
end

-- The cells as an aligned table, without the column of errors if there are none.
function Result:__tostring()
  local columns = table.move(self.columns, 1, #self.columns - (self.failed == 0 and 1 or 0), 1, {})
  return cw.table(self.rows, columns)
end

-- ---- the file ----

-- The content without a last line of which only a part was written.
local function whole_lines(content)
  content = content:match("^(.*\n)[^\n]*$") or ""
  while select(2, content:gsub('"', "")) % 2 == 1 do content = content:match("^(.*\n)[^\n]*\n$") or "" end
  return content
end

-- Takes over the cells of a file that an earlier run has left.
local function resume(study, path)
  local file = cw.host.open(path, "rb")
  if not file then return end
  local content = whole_lines(file:read("a"))
  file:close()
  if content == "" then return end
  local rows = cw.csv.parse(content, path)
  local columns = rows.columns
  local points = table.move(columns, 1, #study.names, 1, {})
  local given = study.options.columns and columns_of(study, {})
  if not same_names(points, study.names) or columns[#columns] ~= "error" or
     given and not same_names(given, columns) then
    cw.error("usage", ("`%s` is not of this study: its columns are %s"):format(path, table.concat(columns, ", ")),
      "give the study another file, or delete this one")
  end
  study.columns = columns
  for _, row in ipairs(rows) do
    if row.error == nil then study.known[key_of(row, study.names)] = row end
  end
end

local function lines_text(study, rows)
  return (cw.csv.text(study.columns, rows):gsub("^[^\n]*\n", "", 1))
end

-- Begins the file again with the cells that were taken over, and leaves it open for what comes.
local function open_file(study, path)
  local taken = {}
  for _, point in ipairs(study.grid) do taken[#taken + 1] = study.known[key_of(point, study.names)] end
  cw.csv.write_file(path, cw.csv.text(study.columns, taken))
  local file, why = cw.host.open(path, "ab")
  if not file then cw.error("io", ("cannot write `%s`: %s"):format(path, why)) end
  study.file = file
end

-- Saves a cell, once it is known which columns there are.
local function save(study, row)
  local path = study.options.csv
  if not path then return end
  study.waiting[#study.waiting + 1] = row
  if not study.columns then return end
  if not study.file then open_file(study, path) end
  study.file:write(lines_text(study, study.waiting))
  study.file:flush()
  study.waiting = {}
end

-- ---- running ----

local function is_interruption(problem) return cw.type(problem) == "error" and problem.code == "cancelled" end

-- Runs one cell: a row of its point and its results, or with its error.
local function run_cell(study, point)
  local row = {}
  for name, value in pairs(point) do row[name] = value end
  local done, value = pcall(study.options.run, point)
  if not done then
    if is_interruption(value) then error(value, 0) end
    row.error = tostring(value):match("^[^\n]*")
    study.errors[#study.errors + 1] = { point = point, error = value }
    return row
  end
  local results = results_of(value)
  study.columns = study.columns or columns_of(study, results)
  local allowed = {}
  for _, name in ipairs(study.columns) do allowed[name] = not study.names[name] and name ~= "error" end
  for name, result in pairs(results) do
    if not allowed[name] then
      cw.error("usage", ("a cell gives `%s`, which is no column of this study: %s"):format(
        tostring(name), table.concat(study.columns, ", ")), "say columns = {…}, if cells differ")
    end
    row[name] = result
  end
  return row
end

local function run_all(study)
  local bar <close> = cw.progress(#study.grid, study.options.progress == false and "" or study.name)
  for number, point in ipairs(study.grid) do
    local key = key_of(point, study.names)
    local row = study.known[key]
    if row then
      study.resumed = study.resumed + 1
    else
      row = run_cell(study, point)
      study.ran = study.ran + 1
      if row.error == nil then study.known[key] = row end
      save(study, row)
    end
    study.rows[number] = row
    bar:step()
  end
end

-- `study{name = …, grid = …, run = …, csv = …, columns = …}`: runs `run(point)` for each point; it gives a table of
-- results, or one value.
return function(options)
  if type(options) ~= "table" or type(options.run) ~= "function" then
    cw.error("usage", "a study needs `run`, a function of a point")
  end
  local study = setmetatable({ options = options, name = options.name or "study", grid = options.grid, rows = {},
    errors = {}, known = {}, waiting = {}, ran = 0, resumed = 0 }, Result)
  study.names = point_names(options.grid)
  if options.csv then
    if not cw.host.open then cw.error("io", "files are not available here: leave out `csv`") end
    resume(study, options.csv)
  end
  local finished, problem = pcall(run_all, study)
  if study.file then study.file:close() end
  if not finished then error(problem, 0) end
  study.failed = #study.errors
  study.columns = study.columns or columns_of(study, {})
  if options.csv then cw.csv.write_file(options.csv, cw.csv.text(study.columns, study.rows)) end
  return study
end
