// SPDX-License-Identifier: MIT
#pragma once

#include "inference/masses.hpp"

namespace causeway::inference {

/// The most probable joint value of the targets, of equals the first in the order of their domains, column by
/// column: each is fixed at the first value that attains the maximum, given those before it. One elimination
/// a column, in which the targets come last. (Dechter, "Bucket elimination", UAI 1996, section on MAP.)
Masses maximise(const Planner& planner, Candidate& one, support::Budget& budget);

}  // namespace causeway::inference
