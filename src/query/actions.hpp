// SPDX-License-Identifier: MIT
// What a standpoint's actions do to the causal graph. Tests: tests/api/graph_test.cpp.
#pragma once

#include <optional>
#include <vector>

#include "query/run.hpp"

namespace causeway::query {

/// One action: the variable whose mechanism it replaces, or with `parent` only what that one says to it; and
/// the variables that are read instead, in order of mention.
struct Action {
  lower::VarId variable;
  std::optional<lower::VarId> parent;
  std::vector<lower::VarId> reads;
};

/// The question may ask for anything. Throws Fault, Exhausted.
std::vector<Action> actions(const Question& question, support::Budget& budget);

}  // namespace causeway::query
