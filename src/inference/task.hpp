// SPDX-License-Identifier: MIT
// What is asked of an engine, and what it answers. All engines have one signature and agree exactly:
//   std::vector<Outcome> engine(ir::Store&, std::span<const Task>)
// The store's budget bounds what they may spend, and says when the host cancels (both by throwing Exhausted).
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "ir/store.hpp"

namespace causeway::inference {

using ir::Key;
using ir::NodeId;
using ir::SourceId;
using ir::ValueId;

/// The joint measure of the targets' values over the units in which all evidence holds, each unit weighted by
/// its probability and by the product of the weights.
struct Task {
  std::vector<NodeId> evidence;  // conditions, in order: one is evaluated only where those before it hold
  std::vector<NodeId> targets;
  std::vector<NodeId> weights;  // numbers
  /// Only the most probable joint value of the targets is wanted, of equals the first: one cell is enough.
  bool most_probable = false;

  /// Is the distribution of one node wanted? Many such tasks can be computed in one go.
  bool marginal() const { return targets.size() == 1 && weights.empty() && !most_probable; }

  friend auto operator<=>(const Task&, const Task&) = default;
};

/// One draw: the source, the arguments it was drawn for (empty where the task has one instance of it, or
/// where the source is coupled by quantiles: then the interval in which its uniform number lies), and the
/// value.
struct Draw {
  SourceId source;
  Key arguments;
  ValueId value;
  std::optional<std::pair<Rational, Rational>> interval;
};

struct Cell {
  std::vector<ValueId> values;  // one a target
  Rational mass;
};

struct Outcome {
  /// Draws of positive probability on which the order of evaluation reaches an undefined operation. Where
  /// there are any, nothing else is said.
  std::optional<std::vector<Draw>> undefined;
  Rational evidence;        // its mass, in the unit of the cells'; 0 only if it is impossible
  std::vector<Cell> cells;  // ascending; those of which the evidence and some unit have positive probability
};

}  // namespace causeway::inference
