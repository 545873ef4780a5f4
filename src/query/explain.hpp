// SPDX-License-Identifier: MIT
// What a query means and what answering it takes: rungs, worlds, plan, the abducted noise; and its IR after
// each pass.
#pragma once

#include <string>
#include <vector>

#include "causeway/model.hpp"
#include "query/run.hpp"

namespace causeway::query {

/// Throws Fault, Exhausted.
Explanation explain(const Question& question, support::Budget& budget);

/// The passes that `ir` can show, in order.
std::vector<std::string> passes();
/// The IR of a query after a pass. Requires one of passes(). Throws Fault, Exhausted.
std::string ir(const Question& question, const std::string& pass, support::Budget& budget);

}  // namespace causeway::query
