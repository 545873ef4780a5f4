// SPDX-License-Identifier: MIT
// Rational from and to big integers; for src/number and the exact kernels.
#pragma once

#include <optional>
#include <utility>

#include "causeway/rational.hpp"
#include "number/big_rational.hpp"

namespace causeway {

struct CAUSEWAY_INTERNAL Rational::Access {
  /// n / d in lowest terms. Requires d != 0.
  static Rational make(number::Integer n, number::Integer d);
  /// The same where the terms are the lowest already, and d > 0.
  static Rational make_coprime(number::Integer n, number::Integer d);
  static number::Integer numerator(const Rational& r);
  static number::Integer denominator(const Rational& r);
  /// Numerator and denominator where both fit 64 bits.
  static std::optional<std::pair<std::int64_t, std::int64_t>> small(const Rational& r) {
    if (r.big_) return std::nullopt;
    return std::pair(r.num_, r.den_);
  }
};

}  // namespace causeway
