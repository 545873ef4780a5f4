// SPDX-License-Identifier: MIT
// A task planned once and computed often, each time with other values of some nodes that the evidence fixes:
// what a prepared query runs. Immutable; many threads may evaluate it at once. The plan uses the model's
// numbers and never the values given later. Tests: tests/api/prepared_test.cpp.
#pragma once

#include <memory>

#include "inference/planner.hpp"

namespace causeway::inference {

class Frozen {
 public:
  /// Nothing where an undefined operation could be reached, where a variable is fixed twice, where the
  /// weights need a computation of their own, or where all units would have to be gone through: then every
  /// value is a task of its own. `fixed` are the nodes whose values come later.
  static std::optional<Frozen> plan(ir::Store& store, const Task& task, const std::vector<NodeId>& fixed);

  /// The values that a fixed node may have, ascending; others have probability 0.
  const std::vector<ValueId>& values(std::size_t fixed) const { return nodes_[fixed].values; }

  /// The outcome where the fixed nodes have these values, by their places in values().
  Outcome evaluate(const std::vector<std::size_t>& places, const ir::Store& store,
                   support::Budget& budget) const;

 private:
  struct Fixed {
    std::vector<ValueId> values;
    std::vector<std::pair<std::size_t, std::size_t>> strides;  // factor, stride
  };

  std::shared_ptr<const Candidate> candidate_;
  Plan plan_;
  std::vector<Fixed> nodes_;
};

}  // namespace causeway::inference
