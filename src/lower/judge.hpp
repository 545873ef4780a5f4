// SPDX-License-Identifier: MIT
// Is a term determined? (grammar/README.md, section 8.) A `~` variable without a coupling says how it comes
// out under one combination of its parents' values, not how the outcomes under two belong together.
#pragma once

#include <optional>
#include <vector>

#include "lower/lowering.hpp"

namespace causeway::lower {

struct Undetermined {
  VarId variable;
  NodeId first;  // two instances of its source
  NodeId second;
};

/// Looks at all structural ancestors of the roots, lowered with pins; nothing where the term is determined.
std::optional<Undetermined> judge(const ir::Store& store, const std::vector<NodeId>& roots);

/// The error, which names the variable, its two instances and the two ways out.
support::Report describe(const Undetermined& verdict, Facts& facts, const ir::Store& store, Span term);

}  // namespace causeway::lower
