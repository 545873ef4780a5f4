// SPDX-License-Identifier: MIT
// All questions of a file, one after the other, in workspaces that they share. Tests:
// tests/api/questions_test.cpp, tests/differential.
#pragma once

#include <optional>
#include <vector>

#include "query/run.hpp"

namespace causeway::query {

class Batch {
 public:
  /// All in the model `model`. The limits are each question's.
  Batch(const lower::LoweredModel& model, std::vector<Question> questions, const Limits& limits,
        const CancelToken& cancel)
      : model_(model), questions_(std::move(questions)), limits_(limits), cancel_(cancel), idle_(limits) {}

  /// To be asked in ascending order.
  Result<Answer> answer(std::size_t number);

 private:
  void look_ahead(std::size_t from);

  const lower::LoweredModel& model_;
  std::vector<Question> questions_;
  Limits limits_;
  CancelToken cancel_;
  support::Budget idle_;  // of the workspace between two questions
  std::optional<Workspace> workspace_;
  std::size_t expected_ = 0;  // the workspace knows of the questions below
};

}  // namespace causeway::query
