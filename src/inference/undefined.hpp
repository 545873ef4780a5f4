// SPDX-License-Identifier: MIT
// A unit on which a task reaches an undefined operation, for the message: found draw by draw, each checked by
// elimination to leave one, so that it does not take going through all units. Tests: tests/scale.
#pragma once

#include <functional>

#include "inference/planner.hpp"

namespace causeway::inference {

/// What is reached: `node` is undefined on a unit on which the first conditions hold.
struct Reached {
  NodeId node;
  std::size_t conditions;
};

/// The draws of such a unit; nothing if there is none. `possible` says whether the observations hold on some
/// unit.
std::optional<std::vector<Draw>> undefined_unit(
    ir::Store& store, const Task& task, const Reached& reached,
    const std::function<bool(const std::vector<Roots::Observation>&)>& possible);

}  // namespace causeway::inference
