// SPDX-License-Identifier: MIT
// What questions that are answered one after the other have in common: nodes, and what was computed of them.
// Used by one thread at a time. Tests: tests/api/questions_test.cpp, tests/differential.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "inference/task.hpp"
#include "lower/lowered_model.hpp"

namespace causeway::query {

class Workspace {
 public:
  /// The budget pays until charge() names another one.
  Workspace(const lower::LoweredModel& model, support::Budget& budget)
      : store_(model.checked->labels, model.store.get(), budget) {}

  ir::Store& store() { return store_; }
  void charge(support::Budget& budget) { store_.charge(budget); }

  /// The tasks' outcomes. What later questions ask under the same evidence is computed in the same go.
  std::vector<inference::Outcome> compute(const std::vector<inference::Task>& tasks);
  /// A task of a later question. Only those for one distribution are remembered: others share nothing.
  void expect(const inference::Task& task) {
    if (task.marginal()) expected_[task.evidence].insert(task);
  }
  /// Has so much been built or computed that it is better to start anew?
  bool full(const Limits& limits) const;

 private:
  using Tasks = std::vector<inference::Task>;
  void keep(const inference::Task& task, inference::Outcome outcome);
  Tasks missing(const Tasks& tasks) const;
  void compute_with_later(const Tasks& asked);

  ir::Store store_;
  std::map<inference::Task, inference::Outcome> outcomes_;                 // each task is computed once
  std::map<std::vector<ir::NodeId>, std::set<inference::Task>> expected_;  // by their evidence
  std::size_t bytes_ = 0;                                                  // of all outcomes, about
};

}  // namespace causeway::query
