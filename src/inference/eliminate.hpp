// SPDX-License-Identifier: MIT
// The engine: variable elimination over exact integers. Each task goes through the passes
//   slice → couple → separate → simplify → share → decompose → materialise → relevance → order → compile →
//   execute
// and its cost is known before it is computed. Agrees with `enumerate` on every task, up to one common factor
// of all masses of an outcome. Tests: tests/differential.
#pragma once

#include "inference/passes.hpp"
#include "inference/task.hpp"

namespace causeway::inference {

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes = {});

/// Tasks of one target each under the same evidence, in one go; nothing for those for which that is not
/// possible, and for all where it is not cheaper.
std::vector<std::optional<Outcome>> eliminate_together(ir::Store& store, std::span<const Task> tasks,
                                                       const Passes& passes);

}  // namespace causeway::inference
