// SPDX-License-Identifier: MIT
// What answers the tasks of queries: elimination, unless a test asks this thread for something else, so that
// every engine and every pass can be compared on whole models.
#pragma once

#include "inference/passes.hpp"
#include "inference/task.hpp"

namespace causeway::inference {

struct EngineChoice {
  bool enumerate = false;
  Passes passes;
};

/// Of this thread; for tests.
EngineChoice& chosen_engine();

std::vector<Outcome> answer(ir::Store& store, std::span<const Task> tasks);

/// The same for tasks of one target each under the same evidence, in one go. Nothing for those that are
/// better answered by themselves, and for all where that costs less; spends at most half of the budget.
std::vector<std::optional<Outcome>> answer_together(ir::Store& store, std::span<const Task> tasks);

/// Do these tasks together cost less than the one that says as much? (Without tables, for tests: always.)
bool cheaper_apart(ir::Store& store, std::span<const Task> apart, const Task& whole);

}  // namespace causeway::inference
