-- SPDX-License-Identifier: MIT
-- `cw.csv(path, columns, rows)`, `cw.csv.read(path)`: tables as CSV (RFC 4180), exactly. A rational is written `n/d`,
-- also `3/1`, an integer of Lua `3`; texts that look like something else are quoted, so that what is read is what was
-- written.
local cw = ...

local function no_files()
  cw.error("io", "files are not available here", "cw.csv.text and cw.csv.parse do without")
end

-- ---- writing ----

-- What an unquoted field is read as.
local function value_of(field)
  if field == "" then return nil end
  if field == "true" or field == "false" then return field == "true" end
  if not field:find("^[-%d.]") then return field end
  if field:find("^-?%d+$") then
    local integer = tonumber(field)
    if math.type(integer) == "integer" and tostring(integer) == field then return integer end
    return field:find("^-?0") and field or cw.rational(field)  -- 007 is no number, nor is -0
  end
  if field:find("_", 1, true) then return field end
  return cw.rational.parse(field) or field
end

local function quoted(text) return '"' .. text:gsub('"', '""') .. '"' end

local function field_text(value, column)
  local kind = cw.type(value)
  if kind == "nil" then return "" end
  if kind == "rational" then return value:fraction() end
  if kind == "float" then return ("%.17g"):format(value) end
  if kind == "integer" or kind == "boolean" then return tostring(value) end
  if kind ~= "string" then
    cw.error("usage", ("the column `%s` has a %s, which CSV cannot hold"):format(column, kind),
      "booleans, numbers, rationals and strings can be written")
  end
  if value:find('[",\r\n]') or value_of(value) ~= value then return quoted(value) end
  return value
end

local function header_text(name) return name:find('[",\r\n]') and quoted(name) or name end

local function cell(row, i, column)
  local value = row[column]
  if value == nil then value = row[i] end
  return value
end

-- The columns that hold a rational in some row.
local function rational_columns(columns, rows)
  local found = {}
  for _, row in ipairs(rows) do
    for i, column in ipairs(columns) do found[i] = found[i] or cw.type(cell(row, i, column)) == "rational" end
  end
  return found
end

local function line_text(columns, row, decimals, with_decimal)
  local fields = {}
  for i, column in ipairs(columns) do
    local value = cell(row, i, column)
    fields[#fields + 1] = field_text(value, column)
    if with_decimal[i] then
      fields[#fields + 1] = cw.type(value) == "rational" and value:decimal(decimals) or field_text(value, column)
    end
  end
  return table.concat(fields, ",") .. "\n"
end

local function check_columns(columns)
  if type(columns) ~= "table" or #columns == 0 then cw.error("usage", "a CSV file needs a list of columns") end
  local seen = {}
  for _, column in ipairs(columns) do
    if type(column) ~= "string" or column == "" or seen[column] then
      cw.error("usage", ("columns have names, each another one; `%s` will not do"):format(tostring(column)))
    end
    seen[column] = true
  end
end

-- `csv.text(columns, rows [, options])`: rows are lists, or tables keyed by column. `decimals = 6` adds behind each
-- column with a rational a column `NAME_decimal` of so many significant digits.
local function text(columns, rows, options)
  check_columns(columns)
  local decimals = options and options.decimals
  local with_decimal = decimals and rational_columns(columns, rows) or {}
  local names = {}
  for i, column in ipairs(columns) do
    names[#names + 1] = header_text(column)
    if with_decimal[i] then names[#names + 1] = header_text(column .. "_decimal") end
  end
  local lines = { table.concat(names, ",") .. "\n" }
  for _, row in ipairs(rows) do lines[#lines + 1] = line_text(columns, row, decimals, with_decimal) end
  return table.concat(lines)
end

-- Writes by way of another file, so that there is the old one or the new one, never half of it.
local function write_file(path, content)
  if not cw.host.open then no_files() end
  local fresh = path .. ".new"
  local file, why = cw.host.open(fresh, "wb")
  if not file then cw.error("io", ("cannot write `%s`: %s"):format(path, why)) end
  local written, reason = file:write(content)
  local closed, reason_of_close = file:close()
  if written and closed then written, reason = cw.host.rename(fresh, path) end
  if not (written and closed) then
    cw.host.remove(fresh)
    cw.error("io", ("cannot write `%s`: %s"):format(path, reason or reason_of_close))
  end
end

-- `csv(path, columns, rows [, options])`: writes what text() makes.
local function write(_, path, columns, rows, options)
  write_file(path, text(columns, rows, options))
end

-- ---- reading ----

-- The field that begins at byte `at` of the text: its value, where it ends, the lines it spans.
local function read_field(content, at, complain)
  if content:byte(at) ~= 34 then
    local stop = content:find("[,\r\n]", at) or #content + 1
    local field = content:sub(at, stop - 1)
    if field:find('"', 1, true) then complain("a quote stands in the middle of a field") end
    return value_of(field), stop, 0
  end
  local parts, lines = {}, 0
  local from = at + 1
  while true do
    local quote = content:find('"', from, true)
    if not quote then complain("a quote is not closed") end
    parts[#parts + 1] = content:sub(from, quote - 1)
    from = quote + 1
    if content:byte(from) ~= 34 then break end
    parts[#parts + 1] = '"'
    from = from + 1
  end
  local field = table.concat(parts)
  if from <= #content and not content:find("^[,\r\n]", from) then complain("something stands behind a quote") end
  for _ in field:gmatch("\n") do lines = lines + 1 end
  return field, from, lines
end

-- Calls `use(fields, count, line)` for each line of the text.
local function each_line(content, name, use)
  local at, line = content:sub(1, 3) == "\xEF\xBB\xBF" and 4 or 1, 1
  local function complain(message) cw.error("usage", ("%s:%d: %s"):format(name, line, message)) end
  while at <= #content do
    local fields, count, lines = {}, 0, 1
    while true do
      local value, stop, more = read_field(content, at, complain)
      count = count + 1
      fields[count] = value
      lines = lines + more
      at = stop + 1
      if content:byte(stop) ~= 44 then
        if content:byte(stop) == 13 and content:byte(at) == 10 then at = at + 1 end
        break
      end
    end
    if count > 1 or fields[1] ~= nil then use(fields, count, line, complain) end
    line = line + lines
  end
end

-- `csv.parse(text [, name])`: rows keyed by column, and their names in order as `rows.columns`.
local function parse(content, name)
  if type(content) ~= "string" then cw.error("usage", "CSV is a text, not a " .. cw.type(content)) end
  local rows, columns = {}, nil
  each_line(content, name or "<csv>", function(fields, count, _, complain)
    if not columns then
      columns = {}
      local seen = {}
      for i = 1, count do
        local column = fields[i] == nil and "" or tostring(fields[i])
        if column == "" then complain(("column %d has no name"):format(i)) end
        if seen[column] then complain(("the column `%s` is there twice"):format(column)) end
        seen[column] = true
        columns[i] = column
      end
    elseif count ~= #columns then
      complain(("%d field%s where there are %d column%s"):format(count, count == 1 and "" or "s", #columns,
        #columns == 1 and "" or "s"))
    else
      local row = {}
      for i, column in ipairs(columns) do row[column] = fields[i] end
      rows[#rows + 1] = row
    end
  end)
  if not columns then cw.error("usage", (name or "<csv>") .. ": there is no line with the names of columns") end
  return setmetatable(rows, { __index = { columns = columns } })  -- the rows alone are in the list, also for `json`
end

-- `csv.read(path)`: what parse() makes of a file.
local function read(path)
  if not cw.host.open then no_files() end
  local file, why = cw.host.open(path, "rb")
  if not file then cw.error("io", ("cannot read `%s`: %s"):format(path, why)) end
  local content, reason = file:read("a")
  file:close()
  if not content then cw.error("io", ("cannot read `%s`: %s"):format(path, reason)) end
  return parse(content, path)
end

return setmetatable({ text = text, parse = parse, read = read, write_file = write_file }, { __call = write })
