// SPDX-License-Identifier: MIT
#include "number/functions.hpp"

#include <cmath>

#include "number/access.hpp"

namespace causeway {

Rational Rational::floor() const {
  return number::floor(*this);
}

}  // namespace causeway

namespace causeway::number {

namespace {

using Access = Rational::Access;

/// Above this, n! has more than kMaxBits bits (20,000! has 256,909).
constexpr std::int64_t kMaxFactorial = 20'000;

Integer raise(Integer base, std::uint64_t exponent) {
  Integer result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result *= base;
    if (exponent > 1) base *= base;
  }
  return result;
}

}  // namespace

std::uint64_t cost(const Rational& value) {
  const std::size_t limbs = value.bits() / 64;
  return limbs <= 2 ? 1 : 16 + limbs * limbs / 4;
}

Rational floor(const Rational& a) {
  if (a.is_integer()) return a;
  const Integer n = Access::numerator(a);
  const Integer d = Access::denominator(a);
  Integer quotient = n / d;  // towards zero
  if (n < 0) --quotient;
  return Access::make(quotient, 1);
}

Rational ceil(const Rational& a) {
  return -floor(-a);
}

Rational floor_div(const Rational& a, const Rational& b) {
  return floor(a / b);
}

Rational mod(const Rational& a, const Rational& b) {
  return a - b * floor_div(a, b);
}

Computed pow(const Rational& a, const Rational& b) {
  if (!b.is_integer()) return {Status::Undefined, {}};
  if (b.is_zero()) return {Status::Ok, 1};
  if (a.is_zero()) return b.sign() < 0 ? Computed{Status::Undefined, {}} : Computed{Status::Ok, 0};
  if (a == Rational(1)) return {Status::Ok, 1};
  const auto exponent = b.to_int64();
  if (a == Rational(-1)) return {Status::Ok, mod(b, 2).is_zero() ? Rational(1) : Rational(-1)};
  const auto magnitude = exponent ? static_cast<std::uint64_t>(std::abs(*exponent)) : kMaxBits + 1;
  const Integer n = Access::numerator(a);
  const Integer d = Access::denominator(a);
  // A power has at least these many bits, and at most one more for each factor.
  const std::size_t least = boost::multiprecision::msb(abs(n)) + boost::multiprecision::msb(d);
  if (magnitude > kMaxBits || least * magnitude > kMaxBits) return {Status::TooLarge, {}};
  const Integer top = raise(n, magnitude);
  const Integer bottom = raise(d, magnitude);
  return {Status::Ok, b.sign() > 0 ? Access::make(top, bottom) : Access::make(bottom, top)};
}

Computed factorial(const Rational& n) {
  if (!n.is_integer() || n.sign() < 0) return {Status::Undefined, {}};
  const auto small = n.to_int64();
  if (!small || *small > kMaxFactorial) return {Status::TooLarge, {}};
  Integer result = 1;
  for (std::int64_t i = 2; i <= *small; ++i) result *= i;
  return {Status::Ok, Access::make(result, 1)};
}

Computed choose(const Rational& n, const Rational& k) {
  if (!n.is_integer() || n.sign() < 0 || !k.is_integer()) return {Status::Undefined, {}};
  if (k.sign() < 0 || k > n) return {Status::Ok, 0};
  const Rational fewer = k > n - k ? n - k : k;
  const auto small = fewer.to_int64();
  if (!small) return {Status::TooLarge, {}};
  const Integer top = Access::numerator(n);
  Integer result = 1;
  for (std::int64_t i = 1; i <= *small; ++i) {
    result = result * (top - *small + i) / i;
    if (boost::multiprecision::msb(result) >= kMaxBits) return {Status::TooLarge, {}};
  }
  return {Status::Ok, Access::make(result, 1)};
}

}  // namespace causeway::number
