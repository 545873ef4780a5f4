// SPDX-License-Identifier: MIT
// Text to syntax tree. Bad text of any kind gives located errors, at most one a declaration; nothing is
// printed, no input overflows the stack. Tests: tests/unit/syntax, tests/hostile.
#pragma once

#include <vector>

#include "causeway/limits.hpp"
#include "support/budget.hpp"
#include "support/fault.hpp"
#include "support/source.hpp"
#include "syntax/ast.hpp"

namespace causeway::syntax {

struct Parsed {
  Module module;  // what could be parsed; incomplete where there are errors
  std::vector<support::Report> errors;
};

/// Parses a whole file. Linear in its size but for expressions on which the grammar needs long lookahead.
Parsed parse_module(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

/// Parses the one query, or constant, that is the whole text. Throws Fault.
Fragment parse_expression(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

/// Parses the text of a list of events `a, b = 1`, or of interventions `x = 1, y ~ D`. Throws Fault.
Events parse_events(const support::SourceMap& sources, support::FileId file, support::Budget& budget);
Interventions parse_interventions(const support::SourceMap& sources, support::FileId file,
                                  support::Budget& budget);

}  // namespace causeway::syntax
