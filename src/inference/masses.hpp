// SPDX-License-Identifier: MIT
#pragma once

#include "inference/planner.hpp"

namespace causeway::inference {

/// The joint measure of the targets over the units in which the evidence holds, in any unit.
struct Masses {
  Rational evidence;
  std::vector<Cell> cells;
};

/// What the result of a candidate's plan says of the targets. `evidence`: the result of the plan without
/// weights, where they are computed apart; otherwise null. The budget need not be the store's, which several
/// threads may be reading.
Masses read_masses(const Candidate& one, const number::IntegerTable& joint,
                   const number::IntegerTable* evidence, const ir::Store& store, support::Budget& budget);

/// Of one target that is wanted by itself, from its table; none: it is a constant.
Masses read_marginal(const Candidate& one, std::size_t target, const number::IntegerTable* table,
                     support::Budget& budget);

}  // namespace causeway::inference
