// SPDX-License-Identifier: MIT
// What the questions that are answered one after the other have in common: nodes, and what was computed of
// them. Used by one thread at a time. Tests: tests/api, tests/differential.
#pragma once

#include <map>
#include <vector>

#include "inference/task.hpp"
#include "lower/lowered_model.hpp"

namespace causeway::query {

class Workspace {
 public:
  Workspace(const lower::LoweredModel& model, support::Budget& budget)
      : store(model.checked->labels, model.store.get(), budget) {}

  /// The tasks' outcomes. What later questions ask under the same evidence is computed in the same go.
  std::vector<inference::Outcome> compute(const std::vector<inference::Task>& tasks);
  /// A task of a later question.
  void expect(const inference::Task& task) {
    if (task.marginal()) expected_[task.evidence].push_back(task);
  }
  /// Has so much been built or computed that it is better to start anew?
  bool full() const;

  ir::Store store;

 private:
  std::vector<inference::Task> missing(const std::vector<inference::Task>& tasks) const;
  void keep(const std::vector<inference::Task>& tasks, std::vector<inference::Outcome> outcomes);

  std::map<inference::Task, inference::Outcome> outcomes_;                    // each task is computed once
  std::map<std::vector<ir::NodeId>, std::vector<inference::Task>> expected_;  // by their evidence
  std::size_t cells_ = 0;                                                     // of all outcomes
};

}  // namespace causeway::query
