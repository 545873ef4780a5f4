-- SPDX-License-Identifier: MIT
-- `cw.table(rows, columns)`: a table as aligned text, or in Markdown.
local cw = ...

local function width(text) return utf8.len(text) or #text end

-- `3/73 ≈ 0.0410959`; `9/10`, whose decimal is short, and integers alone.
local function number_text(number, decimals)
  local text = tostring(number)
  if not decimals or decimals == 0 or number.den == "1" then return text end
  local decimal = number:decimal(decimals)
  if cw.rational.parse(decimal) == number then return text end
  return text .. " ≈ " .. decimal
end

local function cell_text(value, decimals)
  if value == nil then return "" end
  if cw.type(value) == "rational" then return number_text(value, decimals) end
  return (tostring(value):gsub("[\r\n]+", " "))
end

local function is_number(value)
  local kind = cw.type(value)
  return kind == "rational" or kind == "integer" or kind == "float"
end

-- The names that occur in rows, sorted.
local function names_of(rows)
  local seen, names = {}, {}
  for _, row in ipairs(rows) do
    for name in pairs(row) do
      if type(name) == "string" and not seen[name] then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

local function padded(text, columns, right)
  local blanks = (" "):rep(columns - width(text))
  return right and blanks .. text or text .. blanks
end

-- Texts of all cells, the width of each column, and whether it holds numbers only.
local function layout(rows, columns, decimals)
  local lines, widths, numeric = {}, {}, {}
  for i, column in ipairs(columns) do widths[i], numeric[i] = width(column), #rows > 0 end
  for _, row in ipairs(rows) do
    local line = {}
    for i, column in ipairs(columns) do
      local value = row[column]
      if value == nil then value = row[i] end
      line[i] = cell_text(value, decimals)
      widths[i] = math.max(widths[i], width(line[i]))
      numeric[i] = numeric[i] and (value == nil or is_number(value))
    end
    lines[#lines + 1] = line
  end
  return lines, widths, numeric
end

local function plain(columns, lines, widths, numeric)
  local texts, rule = {}, {}
  for i, w in ipairs(widths) do rule[i] = ("─"):rep(w) end
  local function add(line)
    local cells = {}
    for i, cell in ipairs(line) do cells[i] = padded(cell, widths[i], numeric[i]) end
    texts[#texts + 1] = table.concat(cells, "  "):gsub(" +$", "")
  end
  add(columns)
  add(rule)
  for _, line in ipairs(lines) do add(line) end
  return table.concat(texts, "\n")
end

local function markdown(columns, lines, numeric)
  local rule = {}
  for i in ipairs(columns) do rule[i] = numeric[i] and "---:" or "---" end
  local texts = {}
  local function add(line)
    local cells = {}
    for i, cell in ipairs(line) do cells[i] = cell:gsub("|", "\\|") end
    texts[#texts + 1] = "| " .. table.concat(cells, " | ") .. " |"
  end
  add(columns)
  add(rule)
  for _, line in ipairs(lines) do add(line) end
  return table.concat(texts, "\n")
end

-- `table(rows [, columns [, options]])`: rows are lists, or tables keyed by column; without columns all names that
-- occur. `decimals`: significant digits behind fractions, 6 unless given, 0 for none; `markdown = true`.
return function(rows, columns, options)
  if type(rows) ~= "table" then cw.error("usage", "a table is made of a list of rows, not a " .. cw.type(rows)) end
  options = options or {}
  columns = columns or rows.columns or names_of(rows)
  local lines, widths, numeric = layout(rows, columns, options.decimals == nil and 6 or options.decimals)
  if options.markdown then return markdown(columns, lines, numeric) end
  return plain(columns, lines, widths, numeric)
end
