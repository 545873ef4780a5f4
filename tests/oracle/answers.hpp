// SPDX-License-Identifier: MIT
// Answers of terms, by running through all units.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oracle.hpp"
#include "program.hpp"

namespace causeway::oracle {

/// P, E, Var or Cov. Throws Failure: "undetermined", "undefined-condition", …
Rational number_of(Program& program, const Term& term, std::uint64_t& runs_left);

/// The rows of `dist`; for `map`, the most probable one only.
std::vector<Row> rows_of(Program& program, const Term& term, std::uint64_t& runs_left);

}  // namespace causeway::oracle
