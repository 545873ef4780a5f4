// SPDX-License-Identifier: MIT
#pragma once

#include "number/big_rational.hpp"

namespace causeway::number {

/// The greatest common divisor, never negative; 0 only of two zeros. Quadratic in the words, by Lehmer's
/// method. (Knuth, The Art of Computer Programming 2, 4.5.2, algorithm L; when the leading words suffice:
/// Collins' condition in Jebelean, "A double-digit Lehmer-Euclid algorithm", JSC 19, 1995.) Tests:
/// tests/unit/number/gcd_test.cpp.
Integer gcd(const Integer& a, const Integer& b);

}  // namespace causeway::number
