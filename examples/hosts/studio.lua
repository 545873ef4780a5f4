-- SPDX-License-Identifier: MIT
-- A script for studio.cpp, which has given it `model`.
for _, grade in ipairs(model:domain "grade") do
  print(grade, model:P("letter = strong | do(grade = " .. grade .. ")"))
end
print(pcall(causeway.load, "student.scm"))
