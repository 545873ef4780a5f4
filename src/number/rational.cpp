// SPDX-License-Identifier: MIT
// Rational's arithmetic: 64-bit fields with 128-bit intermediates, Boost.Multiprecision where they overflow.
// Tests: tests/unit/number/rational_test.cpp.
#include "causeway/rational.hpp"

#include <limits>
#include <numeric>
#include <stdexcept>

#include "number/access.hpp"
#include "number/natural.hpp"

namespace causeway {

using number::BigRational;
using number::Integer;

namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

bool fits(Wide n) {
  return n <= kMax && n >= -Wide{kMax};
}
bool fits(const Integer& n) {
  return n <= kMax && n >= -Integer(kMax);
}

Integer to_integer(Wide n) {
  const bool negative = n < 0;
  __extension__ const auto magnitude =
      negative ? -static_cast<unsigned __int128>(n) : static_cast<unsigned __int128>(n);
  const Integer result(magnitude);
  return negative ? Integer(-result) : result;
}

}  // namespace

Rational Rational::Access::make(Integer n, Integer d) {
  if (d < 0) {
    n = -n;
    d = -d;
  }
  if (d == 1) return make_coprime(std::move(n), std::move(d));
  const number::Words numerator = number::words_of(n);
  const number::Words denominator = number::words_of(d);
  const number::Words g = number::gcd(numerator, denominator);
  if (number::is_one(g)) return make_coprime(std::move(n), std::move(d));
  const Integer quotient = number::integer_of(number::exact_quotient(numerator, g));
  return make_coprime(n < 0 ? Integer(-quotient) : quotient,
                      number::integer_of(number::exact_quotient(denominator, g)));
}

Rational Rational::Access::make_coprime(Integer n, Integer d) {
  Rational result;
  if (fits(n) && fits(d)) {
    result.num_ = static_cast<std::int64_t>(n);
    result.den_ = static_cast<std::int64_t>(d);
  } else {
    result.big_ = std::make_shared<const BigRational>(BigRational{std::move(n), std::move(d)});
  }
  return result;
}

Integer Rational::Access::numerator(const Rational& r) {
  return r.big_ ? r.big_->numerator : Integer(r.num_);
}
Integer Rational::Access::denominator(const Rational& r) {
  return r.big_ ? r.big_->denominator : Integer(r.den_);
}

Rational::Rational(std::int64_t n, std::int64_t d) {
  if (d == 0) throw std::domain_error("causeway::Rational: the denominator is 0");
  if (n < -kMax || d < -kMax) {
    *this = Access::make(n, d);
    return;
  }
  const std::int64_t g = std::gcd(n, d);
  num_ = (d < 0 ? -n : n) / g;
  den_ = (d < 0 ? -d : d) / g;
}

Rational Rational::operator-() const {
  if (big_) return Access::make(-big_->numerator, big_->denominator);
  Rational result = *this;
  result.num_ = -num_;
  return result;
}

Rational& Rational::operator+=(const Rational& b) {
  if (big_ || b.big_) {
    const Integer d = Access::denominator(*this);
    const Integer e = Access::denominator(b);
    return *this = Access::make(Access::numerator(*this) * e + Access::numerator(b) * d, d * e);
  }
  if (den_ == 1 && b.den_ == 1) {
    const Wide sum = Wide{num_} + b.num_;
    if (fits(sum)) {
      num_ = static_cast<std::int64_t>(sum);
      return *this;
    }
  }
  // Knuth, The Art of Computer Programming 2, 4.5.1: the sum's common factor divides the denominators' gcd.
  const std::int64_t g = std::gcd(den_, b.den_);
  const Wide n = Wide{num_} * (b.den_ / g) + Wide{b.num_} * (den_ / g);
  const std::int64_t h = std::gcd(static_cast<std::int64_t>(n % g), g);
  const Wide numerator = n / h;
  const Wide denominator = Wide{den_ / g} * (b.den_ / h);
  if (!fits(numerator) || !fits(denominator)) {
    return *this = Access::make(to_integer(numerator), to_integer(denominator));
  }
  num_ = static_cast<std::int64_t>(numerator);
  den_ = static_cast<std::int64_t>(denominator);
  return *this;
}

Rational& Rational::operator-=(const Rational& b) {
  return *this += -b;
}

Rational& Rational::operator*=(const Rational& b) {
  if (big_ || b.big_) {
    return *this = Access::make(Access::numerator(*this) * Access::numerator(b),
                                Access::denominator(*this) * Access::denominator(b));
  }
  const std::int64_t g = std::gcd(num_, b.den_);
  const std::int64_t h = std::gcd(b.num_, den_);
  const Wide numerator = Wide{num_ / g} * (b.num_ / h);
  const Wide denominator = Wide{den_ / h} * (b.den_ / g);
  if (!fits(numerator) || !fits(denominator)) {
    return *this = Access::make(to_integer(numerator), to_integer(denominator));
  }
  num_ = static_cast<std::int64_t>(numerator);
  den_ = static_cast<std::int64_t>(denominator);
  return *this;
}

Rational& Rational::operator/=(const Rational& b) {
  if (b.is_zero()) throw std::domain_error("causeway::Rational: division by zero");
  if (big_ || b.big_) {
    return *this = Access::make(Access::numerator(*this) * Access::denominator(b),
                                Access::denominator(*this) * Access::numerator(b));
  }
  Rational inverse;
  inverse.num_ = b.num_ < 0 ? -b.den_ : b.den_;
  inverse.den_ = b.num_ < 0 ? -b.num_ : b.num_;
  return *this *= inverse;
}

bool operator==(const Rational& a, const Rational& b) {
  if (a.big_ && b.big_) {
    return a.big_->numerator == b.big_->numerator && a.big_->denominator == b.big_->denominator;
  }
  return !a.big_ && !b.big_ && a.num_ == b.num_ && a.den_ == b.den_;
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  if (!a.big_ && !b.big_) return Wide{a.num_} * b.den_ <=> Wide{b.num_} * a.den_;
  const Integer left = Rational::Access::numerator(a) * Rational::Access::denominator(b);
  const Integer right = Rational::Access::numerator(b) * Rational::Access::denominator(a);
  return left.compare(right) <=> 0;
}

int Rational::sign() const {
  return big_ ? big_->numerator.sign() : (num_ > 0) - (num_ < 0);
}

bool Rational::is_integer() const {
  return big_ ? big_->denominator == 1 : den_ == 1;
}

std::optional<std::int64_t> Rational::to_int64() const {
  if (big_ || den_ != 1) return std::nullopt;
  return num_;
}

std::size_t Rational::bits() const {
  if (!big_) return 128;
  const auto width = [](const Integer& n) {
    return n.is_zero() ? 0 : boost::multiprecision::msb(abs(n)) + 1;
  };
  return width(big_->numerator) + width(big_->denominator);
}

std::size_t Rational::hash() const {
  const auto mix = [](std::size_t seed, std::size_t next) {
    return (seed ^ (next + 0x9e3779b97f4a7c15U + (seed << 6) + (seed >> 2))) * 0xff51afd7ed558ccdU;
  };
  if (!big_) return mix(static_cast<std::size_t>(num_), static_cast<std::size_t>(den_));
  return mix(boost::multiprecision::hash_value(big_->numerator),
             boost::multiprecision::hash_value(big_->denominator));
}

}  // namespace causeway
