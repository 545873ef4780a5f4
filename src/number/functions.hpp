// SPDX-License-Identifier: MIT
// The arithmetic of the language beyond + - * /, exact; each says nothing where the result is undefined or
// would be larger than kMaxBits. Tests: tests/unit/number/functions_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "causeway/rational.hpp"

namespace causeway::number {

/// Bits of numerator and denominator together that a computed number may have.
inline constexpr std::size_t kMaxBits = std::size_t{1} << 18;

enum class Status { Ok, Undefined, TooLarge };

struct Computed {
  Status status = Status::Ok;
  Rational value;
};

/// Elementary steps that arithmetic on a number costs: one for small ones, more with their length.
std::uint64_t cost(const Rational& value);

Rational floor(const Rational& a);
Rational ceil(const Rational& a);
/// floor(a / b) and a - b floor(a / b). Require b != 0.
Rational floor_div(const Rational& a, const Rational& b);
Rational mod(const Rational& a, const Rational& b);

/// a^b for an integer b; 0^0 = 1; 0 to a negative power and a non-integer power are undefined.
Computed pow(const Rational& a, const Rational& b);
/// n! for an integer n >= 0.
Computed factorial(const Rational& n);
/// The binomial coefficient for integers n >= 0 and k; 0 for k < 0 and k > n.
Computed choose(const Rational& n, const Rational& k);

}  // namespace causeway::number
