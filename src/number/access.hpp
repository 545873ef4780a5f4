// SPDX-License-Identifier: MIT
// Rational from and to big integers; for src/number and the exact kernels.
#pragma once

#include "causeway/rational.hpp"
#include "number/big_rational.hpp"

namespace causeway {

struct Rational::Access {
  /// n / d in lowest terms. Requires d != 0.
  static Rational make(number::Integer n, number::Integer d);
  static number::Integer numerator(const Rational& r);
  static number::Integer denominator(const Rational& r);
};

}  // namespace causeway
