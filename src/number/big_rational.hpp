// SPDX-License-Identifier: MIT
// The representation of large rationals; seen only by src/number.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace causeway::number {

using Integer = boost::multiprecision::cpp_int;

/// Lowest terms, denominator >= 1; at least one of the two does not fit a Rational's 64-bit fields.
struct BigRational {
  Integer numerator;
  Integer denominator;
};

}  // namespace causeway::number
