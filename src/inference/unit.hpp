// SPDX-License-Identifier: MIT
// A unit in the making: the evaluator together with the draws made so far. Where a source has several
// instances, with different arguments in different worlds, its coupling says how their draws belong together:
// equal arguments give the same draw; `quantile` inverts one uniform number; otherwise the responses to
// different arguments are independent.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inference/task.hpp"
#include "ir/evaluator.hpp"

namespace causeway::inference {

class Unit {
 public:
  /// For what the roots depend on.
  Unit(ir::Store& store, const std::vector<NodeId>& roots);

  /// The node's value, or nothing where a draw is missing; branches() then gives what it may be. Draws that
  /// follow from earlier ones are made on the way.
  std::optional<ValueId> value(NodeId node);

  struct Branch {
    NodeId chance;
    Draw draw;
    Rational probability;
  };
  const std::vector<Branch>& branches() const { return branches_; }
  void take(const Branch& branch);

  struct Mark {
    ir::Evaluator::Mark evaluator;
    std::size_t draws;
  };
  Mark mark() const { return {evaluator_.mark(), draws_.size()}; }
  void forget(const Mark& mark);

  const std::vector<Draw>& draws() const { return draws_; }
  /// Makes recorded draws instead of asking, where there is one: for going through a unit again, perhaps on
  /// nodes that are not shared as they were.
  void replay(std::vector<Draw> draws) { recorded_ = std::move(draws); }
  std::optional<ValueId> known_value(NodeId node) const {
    return evaluator_.known(node) ? std::optional(evaluator_.known_value(node)) : std::nullopt;
  }
  /// The weights of a law that was evaluated; null where it was not, or has none.
  const ir::Row* known_row(NodeId law) const {
    return evaluator_.known(law) && evaluator_.known_value(law) != ir::kUndefined ? &evaluator_.row(law)
                                                                                  : nullptr;
  }

 private:
  bool prepare(NodeId chance);
  std::optional<ir::Row> distribution_of(NodeId chance);
  const Branch* recorded_branch() const;
  const Draw* drawn(SourceId source, const Key& arguments) const;
  std::pair<Rational, Rational> interval_of(SourceId source) const;
  void branch_on_row(NodeId chance, const Key& arguments, const ir::Row& row);
  void branch_on_quantiles(NodeId chance, const ir::Row& row);

  ir::Store& store_;
  ir::Evaluator evaluator_;
  std::unordered_set<SourceId> shared_;  // sources with several instances
  std::vector<Draw> draws_;
  std::vector<Branch> branches_;
  std::vector<Draw> recorded_;
  std::unordered_map<NodeId, std::optional<ir::Row>> fixed_;  // distributions of laws without variables
};

}  // namespace causeway::inference
