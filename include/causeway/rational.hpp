// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "causeway/export.hpp"

namespace causeway {

namespace number {
struct BigRational;
}

/// An exact rational number of any size, always in lowest terms with a positive denominator.
///
/// A plain value type: copying is cheap (large numbers are shared and immutable), and values may be read from
/// many threads at once. Arithmetic on numbers whose numerator and denominator fit 63 bits allocates nothing;
/// beyond that it costs what arbitrary-precision arithmetic costs. There is no conversion from floating
/// point: 0.1 is written
/// `*Rational::parse("0.1")` or `Rational(1, 10)`.
class CAUSEWAY_EXPORT Rational {
 public:
  Rational() = default;
  template <std::signed_integral Int>
  Rational(Int n) : Rational(static_cast<std::int64_t>(n), 1) {}  // NOLINT(google-explicit-constructor)
  template <std::floating_point Float>
  Rational(Float) = delete;  // write the exact number meant: Rational(1, 10) or Rational::parse("0.1")
  Rational(bool) = delete;
  /// n / d. Requires d != 0; throws std::domain_error otherwise.
  Rational(std::int64_t n, std::int64_t d);

  /// Reads `3`, `-3/4`, `0.25` or `1e-3` (the language's numbers with a sign and a division); nothing for any
  /// other text, and for numbers of more than 50,000 digits.
  static std::optional<Rational> parse(std::string_view text);

  Rational operator-() const;
  Rational& operator+=(const Rational& b);
  Rational& operator-=(const Rational& b);
  Rational& operator*=(const Rational& b);
  /// Requires b != 0; throws std::domain_error otherwise.
  Rational& operator/=(const Rational& b);
  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }

  friend CAUSEWAY_EXPORT bool operator==(const Rational& a, const Rational& b);
  friend CAUSEWAY_EXPORT std::strong_ordering operator<=>(const Rational& a, const Rational& b);

  int sign() const;  ///< -1, 0 or 1
  bool is_zero() const { return !big_ && num_ == 0; }
  bool is_integer() const;
  /// The largest integer that is not above it.
  Rational floor() const;
  /// The integer, if it is one and fits.
  std::optional<std::int64_t> to_int64() const;

  /// Numerator and denominator in decimal digits; the denominator is at least 1.
  std::string numerator() const;
  std::string denominator() const;
  /// `9/10`; an integer without its denominator: `3`.
  std::string to_string() const;
  /// `n/d` in full, `3/1` for an integer: the form of the JSON output.
  std::string to_fraction() const;

  /// The nearest double, ties to even; zero or infinity where it underflows or overflows.
  double to_double() const;
  /// Rounded (half away from zero) to so many significant digits: `0.0410959`, `2.50000e-40`. Requires digits
  /// in 1..40.
  std::string to_decimal(int digits) const;
  /// The exact decimal, if it has at most so many significant digits and needs no exponent: `0.362`, `-12.5`.
  std::optional<std::string> exact_decimal(int digits) const;

  /// Does it lie in the object itself, so that there is nothing to be destroyed?
  bool is_small() const { return !big_; }
  /// An upper bound on the bits of numerator and denominator together: what arithmetic on this number costs.
  std::size_t bits() const;
  std::size_t hash() const;

  /// The representation, for the library's own use.
  struct Access;

 private:
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
  std::shared_ptr<const number::BigRational>
      big_;  // when numerator or denominator does not fit; then 0/1 above
};

}  // namespace causeway

template <>
struct std::hash<causeway::Rational> {
  std::size_t operator()(const causeway::Rational& r) const { return r.hash(); }
};
