// SPDX-License-Identifier: MIT
// The IR as text: `causeway ir`, golden tests, messages.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ir/store.hpp"

namespace causeway::ir {

enum class Arguments { Hidden, Shown };

/// An expression on one line, `u + 1`: chance nodes by their source's name, perhaps with their arguments,
/// constants by value; cut off where it is long.
std::string expression_text(const Store& store, NodeId node, Arguments arguments = Arguments::Hidden);

/// The nodes that the roots depend on, one a line, operands first, numbered from 0 in that order. A root's
/// line ends in its name.
std::string listing(const Store& store, const std::vector<std::pair<std::string, NodeId>>& roots);

}  // namespace causeway::ir
