// SPDX-License-Identifier: MIT
// Pass `materialise`: nodes into variables and factors. Every draw becomes a variable; an operation becomes
// one where tabulating it with what uses it would take too large a table, or where several nodes use it. What
// the evidence says of a single node is taken into its domain, and what has only one value left is a constant
// from then on. Does not change values; afterwards no node is looked at again. Tests: tests/differential.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "inference/network.hpp"
#include "inference/passes.hpp"
#include "inference/rewrite.hpp"

namespace causeway::inference {

/// A node that would take a table larger than the limit, with the variables that it spans.
struct Stuck {
  std::vector<NodeId> nodes;
  std::uint64_t cells = 0;
  std::optional<support::Exhausted> number;  // instead: a number, or a set, beyond the limits
};

struct Materialised {
  explicit Materialised(support::Budget& budget) : held(budget) {}

  Network network;
  /// What stands for each target: a constant, or a variable.
  std::vector<std::variant<ValueId, VariableId>> targets;
  std::vector<std::variant<ValueId, VariableId>> fixed;  // likewise
  /// The product of these is the product of the weights.
  std::vector<Factor> weights;
  /// May a target, or a weight, be undefined on a unit in which the evidence holds?
  std::vector<bool> undefined_targets;
  std::vector<bool> undefined_weights;
  bool all_relevant = false;  // pass `relevance` has nothing to take away
  std::uint64_t cells = 0;    // of all tables that were filled: what this cost
  std::optional<Stuck> stuck;
  support::Held held;  // what its tables take
};

/// How far operations are tabulated together with what uses them.
struct Fusion {
  std::uint64_t cells = 64;                      // of the table that results
  bool shared = false;                           // operations that several nodes use, too
  std::uint64_t most_cells = ~std::uint64_t{0};  // of all tables; beyond them it gives up
};

Materialised materialise(ir::Store& store, Roots& roots, const Passes& passes, const Fusion& fusion);

}  // namespace causeway::inference
