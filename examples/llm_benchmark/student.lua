-- SPDX-License-Identifier: MIT
-- The words for ../student.scm.
local function is(subject, complement)
  return { is = ("%s is %s"):format(subject, complement), had = ("%s had been %s"):format(subject, complement),
    would = ("%s would have been %s"):format(subject, complement) }
end

local function values(subject, complements)
  local moods = {}
  for value, complement in pairs(complements) do moods[value] = is(subject, complement) end
  return moods
end

return {
  story = "A student takes a course and a test, and asks the teacher for a letter.",
  variables = {
    difficulty = values("the course", { easy = "easy", hard = "hard" }),
    intelligence = values("the student's intelligence", { low = "low", high = "high" }),
    sat = values("the student's test score", { poor = "poor", good = "good" }),
    grade = values("the student's grade", { A = "an A", B = "a B", C = "a C" }),
    letter = values("the letter", { weak = "weak", strong = "strong" }),
  },
  acts = { "difficulty", "grade" },
  asks = { "difficulty", "intelligence", "sat", "grade", "letter" },
}
