// SPDX-License-Identifier: MIT
// The engine: variable elimination over exact integers. Each task goes through the passes
//   slice → couple → separate → simplify → share → decompose → materialise → relevance → order → compile → execute
// and its cost is known before it is computed. Agrees with `enumerate` on every task, up to one common factor
// of all masses of an outcome. Tests: tests/differential.
#pragma once

#include "inference/passes.hpp"
#include "inference/task.hpp"

namespace causeway::inference {

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes = {});

/// Tasks of one target each under the same evidence, in one go; nothing where that is not possible, or not
/// cheaper.
std::optional<std::vector<Outcome>> eliminate_together(ir::Store& store, std::span<const Task> tasks,
                                                       const Passes& passes);

}  // namespace causeway::inference
