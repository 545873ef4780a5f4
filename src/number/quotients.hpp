// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "causeway/rational.hpp"
#include "support/budget.hpp"

namespace causeway::number {

/// Each number divided by the same one, in lowest terms: what many long integers have in common with it is
/// found by one gcd, of it and their product. Requires divisor > 0. Tests:
/// tests/unit/number/natural_test.cpp.
std::vector<Rational> quotients(std::vector<Rational> numbers, const Rational& divisor,
                                support::Budget& budget);

}  // namespace causeway::number
