-- SPDX-License-Identifier: MIT
-- `cw.plot{…}`: lines, bars and heat maps as SVG. Exact values are only placed by doubles; what is written on a
-- picture is exact. The same figure is the same text on every machine.
local cw = ...

local FONT <const> = "system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
local INK <const>, FAINT <const>, ZERO <const>, GRID <const> = "#222222", "#5f5f5f", "#9a9a9a", "#e3e3e3"
-- Okabe and Ito's colours, which the colour-blind can tell apart.
local COLOURS <const> = { "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#a0a000" }
local SIZE <const> = 13  -- of the text, in pixels

local function fail(message, hint) cw.error("usage", message, hint) end

-- ---- texts ----

local ESCAPES <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function escaped(value)
  local text = tostring(value):gsub("[%z\1-\31\127]", " ")
  if not utf8.len(text) then text = text:gsub("[\128-\255]", "?") end
  return (text:gsub('[&<>"]', ESCAPES))
end

-- About how many pixels a text takes.
local function width_of(text, size)
  return (utf8.len(tostring(text)) or #tostring(text)) * (size or SIZE) * 0.57
end

local function widest(texts)
  local most = 0
  for _, text in ipairs(texts) do most = math.max(most, width_of(text)) end
  return most
end

local function minus(text) return (text:gsub("^-", "−")) end

-- A value as it stands on a picture: exact where that is short.
local function value_text(value)
  local text = tostring(value)
  if cw.type(value) == "rational" and #text > 9 then text = value:decimal(3) end
  if cw.type(value) == "float" then text = ("%.3g"):format(value) end
  return minus(text)
end

local function number_of(value, what)
  local kind = cw.type(value)
  local number = kind == "rational" and value:number() or (kind == "integer" or kind == "float") and value + 0.0
  if not number then fail(("%s is a number, not a %s"):format(what, kind)) end
  if number ~= number or number == math.huge or number == -math.huge then
    fail(("%s is too large for a picture, or no number"):format(what))
  end
  return number
end

-- ---- the picture ----

local Canvas = {}
Canvas.__index = Canvas

local function attributes_text(attributes)
  local names, parts = {}, {}
  for name in pairs(attributes) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do
    local value = attributes[name]
    if math.type(value) == "float" then value = (("%.1f"):format(value):gsub("%.0$", "")) end
    parts[i] = (' %s="%s"'):format(name:gsub("_", "-"), escaped(value))
  end
  return table.concat(parts)
end

function Canvas:add(element, attributes, content)
  local rest = content and (">" .. content .. "</" .. element .. ">") or "/>"
  self[#self + 1] = "<" .. element .. attributes_text(attributes) .. rest .. "\n"
end

function Canvas:text(x, y, text, more)
  local attributes = { x = x + 0.0, y = y + 0.0, fill = INK }
  for name, value in pairs(more or {}) do attributes[name] = value end
  self:add("text", attributes, escaped(text))
end

function Canvas:line(x1, y1, x2, y2, colour, width)
  self:add("line", { x1 = x1 + 0.0, y1 = y1 + 0.0, x2 = x2 + 0.0, y2 = y2 + 0.0, stroke = colour,
    stroke_width = width or 1 })
end

function Canvas:rectangle(x, y, width, height, fill, more)
  local attributes = { x = x + 0.0, y = y + 0.0, width = width + 0.0, height = height + 0.0, fill = fill }
  for name, value in pairs(more or {}) do attributes[name] = value end
  self:add("rect", attributes)
end

-- ---- scales ----

-- A step of 1, 2 or 5 times a power of ten that parts the range into about so many: its digit and its exponent.
local function nice_step(range, parts)
  local exponent = math.floor(math.log(range / parts, 10))
  local rest = range / parts / 10.0 ^ exponent
  local digit = rest <= 1.0001 and 1 or rest <= 2.0001 and 2 or rest <= 5.0001 and 5 or 10
  if digit == 10 then return 1, exponent + 1 end
  return digit, exponent
end

-- The text of `count` steps of digit·10^exponent, without the noise of doubles.
local function tick_text(count, digit, exponent)
  local value = count * digit
  if value == 0 then return "0" end
  if exponent >= 0 and exponent <= 5 then return minus(("%.0f"):format(value * 10.0 ^ exponent)) end
  if exponent < 0 and exponent >= -5 then return minus(("%%.%df"):format(-exponent):format(value / 10.0 ^ -exponent)) end
  return minus(("%de%d"):format(value, exponent))
end

-- A scale for values between `low` and `high`: where it begins and ends, and its ticks.
local function scale_of(low, high, parts)
  if low == high then
    local around = low == 0 and 1 or math.abs(low) * 0.5
    low, high = low - around, high + around
  end
  local digit, exponent = nice_step(high - low, parts)
  local step = digit * 10.0 ^ exponent
  if not (step > 0 and step < math.huge) then fail("the values are too far apart, or too close, for a picture") end
  local first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
  local ticks = {}
  for count = first, last do ticks[#ticks + 1] = { at = count * step, text = tick_text(count, digit, exponent) } end
  return { low = first * step, high = last * step, ticks = ticks }
end

local function range_of(values)
  local low, high = math.huge, -math.huge
  for _, value in ipairs(values) do low, high = math.min(low, value), math.max(high, value) end
  if low > high then fail("a plot needs at least one value") end
  return low, high
end

local function placer(scale, from, to)
  return function(value) return from + (value - scale.low) / (scale.high - scale.low) * (to - from) end
end

-- ---- what lines and bars have in common ----

local function tick_texts(scale)
  local texts = {}
  for i, tick in ipairs(scale.ticks) do texts[i] = tick.text end
  return texts
end

-- The space around the data, from the texts that stand there.
local function frame_of(figure, left_texts, bottom)
  local labels = {}
  for _, one in ipairs(figure.series) do labels[#labels + 1] = one.label end
  local legend = #labels > 0 and widest(labels) + 44 or 16
  local frame = { left = 22 + widest(left_texts) + (figure.y and 20 or 0), top = figure.subtitle and 66 or 48 }
  if not figure.title then frame.top = 20 end
  frame.right = figure.width - math.min(legend, figure.width / 3)
  frame.bottom = figure.height - bottom - (figure.x and 24 or 0) - 12
  return frame
end

local function draw_titles(canvas, figure, frame)
  if figure.title then canvas:text(16, 26, figure.title, { font_size = 16, font_weight = "bold" }) end
  if figure.subtitle then canvas:text(16, 46, figure.subtitle, { fill = FAINT }) end
  if figure.x then
    canvas:text((frame.left + frame.right) / 2, figure.height - 12, figure.x, { text_anchor = "middle" })
  end
  if figure.y then
    local y = (frame.top + frame.bottom) / 2
    canvas:text(18, y, figure.y, { text_anchor = "middle", transform = ("rotate(-90 18 %.1f)"):format(y) })
  end
end

local function draw_y_axis(canvas, scale, frame, place)
  for _, tick in ipairs(scale.ticks) do
    local y = place(tick.at)
    canvas:line(frame.left, y, frame.right, y, tick.at == 0 and ZERO or GRID)
    canvas:text(frame.left - 8, y + 4.5, tick.text, { text_anchor = "end", fill = FAINT })
  end
end

local function draw_legend(canvas, figure, frame, draw_key)
  local row = 0
  for i, one in ipairs(figure.series) do
    if one.label then
      local y = frame.top + 10 + row * 22
      draw_key(one, i, frame.right + 12, y)
      canvas:text(frame.right + 38, y + 4.5, one.label)
      row = row + 1
    end
  end
end

local function colour_of(one, i) return one.colour or COLOURS[(i - 1) % #COLOURS + 1] end

-- ---- lines ----

local function points_of(one)
  local points = {}
  for i, point in ipairs(one.points or fail("a line has `points`, a list of {x, y}")) do
    points[i] = { number_of(point[1] or point.x, "the x of a point"), number_of(point[2] or point.y, "the y of a point") }
  end
  return points
end

local function draw_line(canvas, one, i, points, place_x, place_y)
  local colour = colour_of(one, i)
  if one.line ~= false then
    local path = {}
    for n, point in ipairs(points) do path[n] = ("%.1f,%.1f"):format(place_x(point[1]), place_y(point[2])) end
    canvas:add("polyline", { points = table.concat(path, " "), fill = "none", stroke = colour, stroke_width = 2,
      stroke_linejoin = "round", stroke_dasharray = one.dashed and "6 4" or "none" })
    if one.markers == false or #points > 60 then return end
  end
  for _, point in ipairs(points) do
    canvas:add("circle", { cx = place_x(point[1]), cy = place_y(point[2]), r = 3, fill = colour })
  end
end

local function lines_figure(canvas, figure)
  local all, xs, ys = {}, {}, {}
  for i, one in ipairs(figure.series) do
    all[i] = points_of(one)
    for _, point in ipairs(all[i]) do
      xs[#xs + 1], ys[#ys + 1] = point[1], point[2]
    end
  end
  local low, high = range_of(ys)
  local given = figure.y_range
  if given then low, high = number_of(given[1], "y_range"), number_of(given[2], "y_range") end
  local left, right = range_of(xs)
  local scale_x, scale_y = scale_of(left, right, 6), scale_of(low, high, 5)
  local frame = frame_of(figure, tick_texts(scale_y), 22)
  local place_x = placer(scale_x, frame.left, frame.right)
  local place_y = placer(scale_y, frame.bottom, frame.top)
  draw_titles(canvas, figure, frame)
  draw_y_axis(canvas, scale_y, frame, place_y)
  canvas:line(frame.left, frame.bottom, frame.right, frame.bottom, INK)
  for _, tick in ipairs(scale_x.ticks) do
    canvas:line(place_x(tick.at), frame.bottom, place_x(tick.at), frame.bottom + 5, INK)
    canvas:text(place_x(tick.at), frame.bottom + 20, tick.text, { text_anchor = "middle", fill = FAINT })
  end
  for i, one in ipairs(figure.series) do draw_line(canvas, one, i, all[i], place_x, place_y) end
  draw_legend(canvas, figure, frame, function(one, i, x, y)
    if one.line == false then return canvas:add("circle", { cx = x + 10.0, cy = y, r = 3, fill = colour_of(one, i) }) end
    canvas:add("line", { x1 = x, y1 = y, x2 = x + 20, y2 = y, stroke = colour_of(one, i), stroke_width = 2,
      stroke_dasharray = one.dashed and "6 4" or "none" })
  end)
end

-- ---- bars ----

-- Draws names below or above the middle of each slot, slanted where they are too long for it.
local function draw_names(canvas, names, slot, left, y, slanted)
  for i, name in ipairs(names) do
    local x = left + (i - 0.5) * slot
    if slanted then
      canvas:text(x + 4, y, name, { text_anchor = "end", transform = ("rotate(-35 %.1f %.1f)"):format(x + 4, y) })
    else
      canvas:text(x, y, name, { text_anchor = "middle" })
    end
  end
end

local function draw_bar(canvas, value, x, width, colour, place, labelled)
  local number = number_of(value, "the value of a bar")
  local top, base = place(math.max(number, 0)), place(math.min(number, 0))
  canvas:rectangle(x, top, width, math.max(base - top, 0.5), colour)
  if not labelled then return end
  canvas:text(x + width / 2, number < 0 and base + 14 or top - 4, value_text(value),
    { text_anchor = "middle", font_size = 11, fill = FAINT })
end

local function bars_figure(canvas, figure)
  local categories = figure.bars.categories or fail("bars have `categories`, a list of names")
  local values, count = { 0.0 }, 0
  for _, one in ipairs(figure.series) do
    for i = 1, #categories do
      if one.values[i] ~= nil then
        values[#values + 1] = number_of(one.values[i], "the value of a bar")
        count = count + 1
      end
    end
  end
  if count == 0 then fail("a plot needs at least one value") end
  local low, high = range_of(values)
  if low < 0 then low = low - (high - low) * 0.06 end  -- for the texts below
  local scale = scale_of(low, high, 5)
  local wide = widest(categories)
  local frame = frame_of(figure, tick_texts(scale), 22)
  local slot = (frame.right - frame.left) / #categories
  local slanted = wide > slot - 6
  if slanted then frame = frame_of(figure, tick_texts(scale), 16 + math.min(wide, 180) * 0.6) end
  local place = placer(scale, frame.bottom, frame.top)
  draw_titles(canvas, figure, frame)
  draw_y_axis(canvas, scale, frame, place)
  local bar = slot * 0.8 / #figure.series
  for n, one in ipairs(figure.series) do
    for i = 1, #categories do
      if one.values[i] ~= nil then
        local x = frame.left + (i - 1) * slot + slot * 0.1 + (n - 1) * bar
        draw_bar(canvas, one.values[i], x, bar - math.min(2, bar / 4), colour_of(one, n), place, bar > 26)
      end
    end
  end
  canvas:line(frame.left, place(0), frame.right, place(0), INK)
  draw_names(canvas, categories, slot, frame.left, frame.bottom + 18, slanted)
  draw_legend(canvas, figure, frame, function(one, i, x, y) canvas:rectangle(x, y - 6, 20, 12, colour_of(one, i)) end)
end

-- ---- heat maps ----

local BLUE <const>, WHITE <const>, RED <const> = { 33, 102, 172 }, { 247, 247, 247 }, { 178, 24, 43 }
local PALE <const>, DARK <const> = { 247, 251, 255 }, { 8, 64, 129 }

local function mixed(a, b, share)
  local parts = {}
  for i = 1, 3 do parts[i] = math.floor(a[i] + (b[i] - a[i]) * share + 0.5) end
  return parts
end

local function hex(colour) return ("#%02x%02x%02x"):format(colour[1], colour[2], colour[3]) end

-- Is white better to read on it than black? (Relative luminance as sRGB's weights have it.)
local function is_dark(colour) return 0.2126 * colour[1] + 0.7152 * colour[2] + 0.0722 * colour[3] < 140 end

-- The colours of values between `low` and `high`: around zero where both signs occur, else from pale to dark.
local function shades(low, high, diverging)
  if diverging == nil then diverging = low < 0 and high > 0 end
  local most = math.max(math.abs(low), math.abs(high))
  if diverging then
    low, high = -most, most
    return low, high, function(value)
      local share = most == 0 and 0 or value / most
      return mixed(WHITE, share < 0 and BLUE or RED, math.abs(share))
    end
  end
  local far = math.abs(low) > math.abs(high) and low or high  -- the darkest, also where all are negative
  local near = far == high and low or high
  return low, high, function(value)
    return mixed(PALE, DARK, far == near and 0.5 or (value - near) / (far - near))
  end
end

local function draw_shades(canvas, frame, low, high, shade, legend)
  local x, parts = frame.right + 18, 60
  local height = frame.bottom - frame.top
  for i = 0, parts - 1 do
    local value = high - (i + 0.5) / parts * (high - low)
    canvas:rectangle(x, frame.top + i * height / parts, 14, height / parts + 0.6, hex(shade(value)))
  end
  local digit, exponent = nice_step(high > low and high - low or 1, 4)
  local step = digit * 10.0 ^ exponent
  for count = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) do
    local y = frame.bottom - (high > low and (count * step - low) / (high - low) or 0.5) * height
    canvas:text(x + 20, y + 4.5, tick_text(count, digit, exponent), { fill = FAINT })
  end
  if not legend then return end
  local y = (frame.top + frame.bottom) / 2
  canvas:text(x + 72, y, legend, { text_anchor = "middle", transform = ("rotate(90 %.1f %.1f)"):format(x + 72, y) })
end

local function heat_numbers(heat)
  local numbers, all = {}, {}
  for r = 1, #heat.rows do
    numbers[r] = {}
    for c = 1, #heat.columns do
      local value = (heat.values[r] or {})[c]
      if value ~= nil then
        numbers[r][c] = number_of(value, "a value of a heat map")
        all[#all + 1] = numbers[r][c]
      end
    end
  end
  return numbers, range_of(all)
end

local function draw_cell(canvas, value, colour, x, y, width, height)
  canvas:rectangle(x, y, width, height, value == nil and "#e8e8e8" or hex(colour), { stroke = "#ffffff" })
  local text = value == nil and "–" or value_text(value)
  if width_of(text) > width then return end
  canvas:text(x + width / 2, y + height / 2 + 4.5, text,
    { text_anchor = "middle", fill = value ~= nil and is_dark(colour) and "#ffffff" or INK })
end

-- The places of the cells, and how large the picture is for them.
local function heat_frame(figure, heat)
  local wide = widest(heat.columns)
  local cell = math.max(54, math.min(wide + 12, 110))
  local slanted = wide > cell - 6
  local frame = { left = 24 + widest(heat.rows) + (figure.y and 22 or 0), cell = cell, slanted = slanted }
  frame.top = (figure.title and 40 or 12) + (figure.subtitle and 20 or 0) + (figure.x and 20 or 0) +
    (slanted and 20 + math.min(wide, 180) * 0.6 or 26)
  frame.right = frame.left + #heat.columns * cell
  frame.bottom = frame.top + #heat.rows * 34
  figure.width = math.max(frame.right + 18 + 54 + (heat.legend and 40 or 0), width_of(figure.title or "", 17) + 32,
    width_of(figure.subtitle or "") + 32)
  figure.height = frame.bottom + 18
  return frame
end

local function heat_figure(canvas, figure)
  local heat = figure.heat
  for _, field in ipairs { "columns", "rows", "values" } do
    if type(heat[field]) ~= "table" then fail(("a heat map has `%s`, a list"):format(field)) end
  end
  local numbers, low, high = heat_numbers(heat)
  local frame = heat_frame(figure, heat)
  local shade
  low, high, shade = shades(low, high, heat.diverging)
  draw_titles(canvas, { title = figure.title, subtitle = figure.subtitle, y = figure.y }, frame)
  local names_at = frame.top - 10
  if figure.x then
    local y = names_at - (frame.slanted and math.min(widest(heat.columns), 180) * 0.6 + 14 or 22)
    canvas:text((frame.left + frame.right) / 2, y, figure.x, { text_anchor = "middle", fill = FAINT })
  end
  for i, name in ipairs(heat.columns) do
    local x = frame.left + (i - 0.5) * frame.cell
    canvas:text(x, names_at, name, frame.slanted and
      { transform = ("rotate(-35 %.1f %.1f)"):format(x, names_at) } or { text_anchor = "middle" })
  end
  for r, name in ipairs(heat.rows) do
    local y = frame.top + (r - 1) * 34
    canvas:text(frame.left - 8, y + 21.5, name, { text_anchor = "end" })
    for c = 1, #heat.columns do
      local number = numbers[r][c]
      draw_cell(canvas, (heat.values[r] or {})[c], number and shade(number), frame.left + (c - 1) * frame.cell, y,
        frame.cell, 34)
    end
  end
  draw_shades(canvas, frame, low, high, shade, heat.legend)
end

-- ---- figures ----

local Figure = {}
Figure.__index = Figure
Figure.__name = "figure"

-- The picture as the text of an SVG file.
function Figure:svg()
  local canvas = setmetatable({}, Canvas)
  self.draw(canvas, self)
  local head = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" ' ..
    'role="img" font-family="%s" font-size="%d">\n'):format(self.width, self.height, self.width, self.height, FONT, SIZE)
  local title = self.title and ("<title>%s</title>\n"):format(escaped(self.title)) or ""
  local paper = ('<rect width="%.0f" height="%.0f" fill="#ffffff"/>\n'):format(self.width, self.height)
  return head .. title .. paper .. table.concat(canvas) .. "</svg>\n"
end

-- Writes it to a file.
function Figure:save(path) cw.csv.write_file(path, self:svg()) end

local OPTIONS <const> = { title = true, subtitle = true, x = true, y = true, width = true, height = true,
  y_range = true, lines = true, bars = true, heat = true }

-- `plot{title = …, subtitle = …, x = …, y = …, lines = … | bars = … | heat = …}`: a figure.
--   lines = {{label = …, points = {{x, y}, …}, dashed = false, line = true, markers = true}, …}, y_range = {low, high}
--   bars = {categories = {…}, series = {{label = …, values = {…}}, …}}
--   heat = {columns = {…}, rows = {…}, values = {{…}, …}, legend = …, diverging = …}
return function(options)
  if type(options) ~= "table" then fail("a plot is made of a table, not a " .. cw.type(options)) end
  local figure = setmetatable({ width = 720, height = 440 }, Figure)
  for name, value in pairs(options) do
    if not OPTIONS[name] then fail(("there is no option `%s` for plots"):format(tostring(name))) end
    figure[name] = value
  end
  if options.lines then
    figure.draw, figure.series = lines_figure, options.lines
  elseif options.bars then
    figure.draw, figure.series = bars_figure, options.bars.series or fail("bars have `series`, a list")
  elseif options.heat then
    figure.draw = heat_figure
  else
    fail("a plot shows something", "give it `lines`, `bars` or `heat`")
  end
  figure:svg()  -- what is wrong is said here, and not when it is saved
  return figure
end
