-- SPDX-License-Identifier: MIT
-- What tables of answers can do: how distributions, indexed queries, most probable values and marginals are
-- printed and looked up. Gives their metatables, by kind.
local cw = ...

local DIGITS = 6

-- The fraction, and behind it its decimal where that says more.
local function number_cells(number)
  if cw.type(number) ~= "rational" then return { tostring(number), "" } end
  if number.den == "1" then return { number.num, "" } end
  local decimal = number:decimal(DIGITS)
  local exact = cw.rational.parse(decimal) == number
  return { tostring(number), exact and decimal:gsub("(%.%d-)0+$", "%1") or "≈ " .. decimal }
end

local function width(text) return utf8.len(text) or #text end

-- Lines of cells as text, each column as wide as its widest cell.
local function aligned(lines)
  local widths = {}
  for _, line in ipairs(lines) do
    for i, cell in ipairs(line) do widths[i] = math.max(widths[i] or 0, width(cell)) end
  end
  local texts = {}
  for _, line in ipairs(lines) do
    local cells = {}
    for i, cell in ipairs(line) do cells[i] = cell .. (" "):rep(widths[i] - width(cell)) end
    texts[#texts + 1] = ("  " .. table.concat(cells, "  ")):gsub(" +$", "")
  end
  return table.concat(texts, "\n")
end

-- The row whose values these are.
local function row_of(rows, ...)
  local wanted = table.pack(...)
  if wanted.n ~= #rows.columns then
    cw.error("usage", ("a value for each of %s is wanted, not %d values"):format(
      table.concat(rows.columns, ", "), wanted.n))
  end
  for _, row in ipairs(rows) do
    local same = true
    for i, value in ipairs(row.values) do
      local other = wanted[i]
      if cw.type(value) == "rational" and type(other) == "string" then other = cw.rational.parse(other) end
      same = same and value == other
    end
    if same then return row end
  end
end

local function table_text(rows, field)
  local lines = {}
  if #rows.columns > 1 then lines[1] = table.move(rows.columns, 1, #rows.columns, 1, {}) end
  for _, row in ipairs(rows) do
    local line = {}
    for i, value in ipairs(row.values) do line[i] = tostring(value) end
    lines[#lines + 1] = table.move(number_cells(row[field]), 1, 2, #line + 1, line)
  end
  return #lines == 0 and "  (no rows)" or aligned(lines)
end

-- Rows as JSON writes them: `{"columns": […], "rows": [{"p": "1/3", "values": […]}]}`.
local function table_json(rows) return { columns = rows.columns, rows = table.move(rows, 1, #rows, 1, {}) } end

local function kind(field, methods)
  return {
    __index = methods,
    __tostring = function(rows) return table_text(rows, field) end,
    __json = table_json,
  }
end

local distribution = kind("p", {
  -- The probability of these values, one for each column; 0 where they are no row.
  prob = function(rows, ...)
    local row = row_of(rows, ...)
    return row and row.p or cw.rational(0)
  end,
})

local indexed = kind("value", {
  -- The answer for these indices; nil where there is none.
  at = function(rows, ...)
    local row = row_of(rows, ...)
    return row and row.value
  end,
})

local map = {
  __tostring = function(answer)
    local parts = {}
    for i, column in ipairs(answer.columns) do parts[i] = column .. " = " .. tostring(answer.values[i]) end
    local number = number_cells(answer.p)
    return ("  %s  with probability %s%s"):format(table.concat(parts, ", "), number[1],
      number[2]:find("^≈") and " " .. number[2] or "")
  end,
}

local marginals = {
  __tostring = function(list)
    local texts = {}
    for _, one in ipairs(list) do
      texts[#texts + 1] = "  " .. one.columns[1]
      texts[#texts + 1] = tostring(one):gsub("^", "  "):gsub("\n", "\n  ")
    end
    return table.concat(texts, "\n")
  end,
  __json = function(list)
    local object = {}
    for _, one in ipairs(list) do object[one.columns[1]] = one end
    return object
  end,
}

return { distribution = distribution, indexed = indexed, map = map, marginals = marginals }
