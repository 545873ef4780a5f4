// SPDX-License-Identifier: MIT
// A task after each pass of elimination, as text, and what its plan costs: `causeway ir --pass`, `causeway
// explain`, golden tests.
#pragma once

#include <string>
#include <vector>

#include "inference/passes.hpp"
#include "inference/task.hpp"

namespace causeway::inference {

/// slice, couple, separate, simplify, share, decompose, materialise, relevance, order, compile, execute.
const std::vector<std::string>& pass_names();

/// The task after the named pass.
std::string trace(ir::Store& store, const Task& task, const std::string& pass, const Passes& passes = {});

struct PlanSummary {
  bool enumerates = false;  // no tables: all units one by one
  std::uint64_t variables = 0;
  std::uint64_t factors = 0;
  std::uint64_t cells = 0;    // evaluated for the tables
  std::uint64_t cost = 0;     // products and sums
  std::uint64_t largest = 0;  // cells of the largest table
  std::vector<std::string> cluster;
};
PlanSummary summarize_plan(ir::Store& store, const Task& task, const Passes& passes = {});

}  // namespace causeway::inference
