// SPDX-License-Identifier: MIT
// The reference engine: goes through all units, following grammar/README.md, section 9, to the letter. It
// builds a tree of draws: evaluates the evidence in order and then the targets, branches where a draw is
// first needed, and leaves out branches of probability 0. Time is the number of leaves times what changes
// between them; memory is the depth of the tree. Reads raw nodes only, before any simplification, so that it
// tests everything else. Tests: tests/differential.
#pragma once

#include "inference/task.hpp"

namespace causeway::inference {

std::vector<Outcome> enumerate(ir::Store& store, std::span<const Task> tasks);

/// The tasks' chance nodes by source, in order of their ids: instances that need a coupling where there are
/// several.
std::vector<std::pair<SourceId, std::vector<NodeId>>> instances(const ir::Store& store,
                                                                std::span<const NodeId> roots);

}  // namespace causeway::inference
