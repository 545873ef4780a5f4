-- SPDX-License-Identifier: MIT
-- Questions as JSON lines: `causeway lua examples/llm_benchmark/generate.lua MODEL.scm WORDS.lua COUNT [SEED]`.
local cw = require "causeway"
local here = arg[0]:match "^(.*/)" or ""
local corpus = dofile(here .. "corpus.lua")

if #arg < 3 then
  io.stderr:write("usage: generate.lua MODEL.scm WORDS.lua COUNT [SEED]\n")
  os.exit(2)
end
local model = cw.load(arg[1])
local words = dofile(arg[2])
for item in corpus(model, words, { count = tonumber(arg[3]), seed = tonumber(arg[4] or 1) }) do print(cw.json.encode(item)) end
