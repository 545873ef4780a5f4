// SPDX-License-Identifier: MIT
// Rational's reading and printing: exact texts, decimals and doubles. Tests:
// tests/unit/number/rational_test.cpp.
#include <cmath>
#include <limits>

#include "number/access.hpp"
#include "number/read.hpp"

namespace causeway {

using number::Integer;

namespace {

Integer power_of_ten(unsigned n) {
  return boost::multiprecision::pow(Integer(10), n);
}

/// floor(log10(|n / d|)) for n != 0.
long decimal_exponent(const Integer& n, const Integer& d) {
  const auto bits =
      static_cast<double>(boost::multiprecision::msb(n)) - static_cast<double>(boost::multiprecision::msb(d));
  auto guess = static_cast<long>(std::floor(bits * 0.30102999566398120));  // within 1 of the truth
  const auto at_least = [&](long e) {                                      // n / d >= 10^e
    return e >= 0 ? n >= d * power_of_ten(static_cast<unsigned>(e))
                  : n * power_of_ten(static_cast<unsigned>(-e)) >= d;
  };
  while (!at_least(guess)) --guess;
  while (at_least(guess + 1)) ++guess;
  return guess;
}

/// The decimal point put into a string of digits that stand for digits * 10^exponent.
std::string plain_decimal(std::string digits, long exponent) {
  if (exponent >= 0) return digits + std::string(static_cast<std::size_t>(exponent), '0');
  const auto places = static_cast<std::size_t>(-exponent);
  if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
  digits.insert(digits.size() - places, ".");
  return digits;
}

}  // namespace

std::string Rational::numerator() const {
  return big_ ? big_->numerator.str() : std::to_string(num_);
}
std::string Rational::denominator() const {
  return big_ ? big_->denominator.str() : std::to_string(den_);
}
std::string Rational::to_fraction() const {
  return numerator() + "/" + denominator();
}
std::string Rational::to_string() const {
  return is_integer() ? numerator() : to_fraction();
}

double Rational::to_double() const {
  if (!big_ && num_ <= (1LL << 53) && num_ >= -(1LL << 53) && den_ <= (1LL << 53)) {
    return static_cast<double>(num_) / static_cast<double>(den_);  // correctly rounded: both are exact
  }
  const Integer n = abs(Access::numerator(*this));
  const Integer d = Access::denominator(*this);
  if (n.is_zero()) return 0;
  // The quotient to at least 55 bits, what is cut off marked in the last bit; subnormals get fewer bits, so
  // that the only rounding is the last.
  const long magnitude =
      static_cast<long>(boost::multiprecision::msb(n)) - static_cast<long>(boost::multiprecision::msb(d));
  if (magnitude > 1100) return sign() * std::numeric_limits<double>::infinity();
  if (magnitude < -1075) return sign() * 0.0;  // below half of the least subnormal
  const long precision =
      std::min(53L, magnitude + 1075);  // bits of the result, give or take the quotient's extra one
  const long shift = precision + 2 - magnitude;
  Integer quotient;
  Integer remainder;
  if (shift >= 0) {
    boost::multiprecision::divide_qr(Integer(n << static_cast<unsigned>(shift)), d, quotient, remainder);
  } else {
    boost::multiprecision::divide_qr(n, Integer(d << static_cast<unsigned>(-shift)), quotient, remainder);
  }
  const long width = static_cast<long>(boost::multiprecision::msb(quotient)) + 1;
  const long exponent = width - shift;               // the value lies in [2^(exponent-1), 2^exponent)
  const long keep = std::min(53L, exponent + 1074);  // bits that a double of this exponent has
  const long drop = width - keep;
  auto bits = static_cast<std::uint64_t>(quotient);
  const std::uint64_t cut = drop > 0 ? bits & ((std::uint64_t{1} << drop) - 1) : 0;
  const std::uint64_t half = drop > 0 ? std::uint64_t{1} << (drop - 1) : 0;
  bits >>= drop;
  if (cut > half || (cut == half && (!remainder.is_zero() || (bits & 1) != 0))) ++bits;
  return sign() * std::ldexp(static_cast<double>(bits), static_cast<int>(drop - shift));
}

std::string Rational::to_decimal(int digits) const {
  if (is_zero()) return "0";
  const Integer n = abs(Access::numerator(*this));
  const Integer d = Access::denominator(*this);
  long exponent = decimal_exponent(n, d);
  const long scale = digits - 1 - exponent;  // n/d * 10^scale has `digits` digits before the point
  const Integer top = scale >= 0 ? n * power_of_ten(static_cast<unsigned>(scale)) : n;
  const Integer bottom = scale >= 0 ? d : d * power_of_ten(static_cast<unsigned>(-scale));
  Integer rounded = (2 * top + bottom) / (2 * bottom);
  if (rounded == power_of_ten(static_cast<unsigned>(digits))) {
    rounded /= 10;
    ++exponent;
  }
  std::string text = rounded.str();
  const std::string minus = sign() < 0 ? "-" : "";
  if (exponent >= -5 && exponent < 15) return minus + plain_decimal(std::move(text), exponent - (digits - 1));
  if (text.size() > 1) text.insert(1, ".");
  return minus + text + "e" + std::to_string(exponent);
}

std::optional<std::string> Rational::exact_decimal(int digits) const {
  if (bits() > 512) return std::nullopt;
  Integer n = abs(Access::numerator(*this));
  Integer d = Access::denominator(*this);
  long exponent = 0;
  while (d != 1) {  // n/d = n*2/(d*2): one decimal place for each factor 2 or 5, or pair of them
    const bool two = d % 2 == 0;
    const bool five = d % 5 == 0;
    if (!two && !five) return std::nullopt;
    d /= two && five ? 10 : two ? 2 : 5;
    n *= two && five ? 1 : two ? 5 : 2;
    --exponent;
  }
  std::string text = n.str();
  if (text.size() > static_cast<std::size_t>(digits) || -exponent > 2 * digits) return std::nullopt;
  return (sign() < 0 ? "-" : "") + plain_decimal(std::move(text), exponent);
}

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Digits {
  std::string text;  // without underscores
  std::size_t end = 0;
};

/// Digits with single underscores between them, from `begin`.
std::optional<Digits> read_digits(std::string_view text, std::size_t begin) {
  Digits result;
  std::size_t i = begin;
  while (i < text.size() && (is_digit(text[i]) || (text[i] == '_' && i > begin && i + 1 < text.size() &&
                                                   is_digit(text[i - 1]) && is_digit(text[i + 1])))) {
    if (text[i] != '_') result.text += text[i];
    ++i;
  }
  if (result.text.empty()) return std::nullopt;
  result.end = i;
  return result;
}

Integer to_integer(const std::string& digits) {
  const std::size_t first = digits.find_first_not_of('0');  // a leading 0 would mean octal
  return first == std::string::npos ? Integer(0) : Integer(digits.substr(first));
}

}  // namespace

namespace number {

Read read_number(std::string_view text) {
  const Read malformed{ReadStatus::Malformed, {}};
  const Read too_large{ReadStatus::TooLarge, {}};
  auto whole = read_digits(text, 0);
  if (!whole) return malformed;
  std::string digits = std::move(whole->text);
  std::size_t i = whole->end;
  long places = 0;
  if (i < text.size() && text[i] == '.') {
    const auto fraction = read_digits(text, i + 1);
    if (!fraction) return malformed;
    digits += fraction->text;
    places = static_cast<long>(fraction->text.size());
    i = fraction->end;
  }
  long exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    const bool negative = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    const auto power = read_digits(text, i);
    if (!power) return malformed;
    i = power->end;
    const std::size_t significant = power->text.find_first_not_of('0');
    const std::string bare = significant == std::string::npos ? "0" : power->text.substr(significant);
    if (bare.size() > 7) return too_large;
    exponent = std::stol(bare) * (negative ? -1 : 1);
  }
  if (i != text.size()) return malformed;
  const long scale = exponent - places;
  if (digits.size() > kMaxDigits || std::abs(scale) > static_cast<long>(kMaxDigits)) return too_large;
  if (digits.size() <= 18 && scale <= 0 && scale >= -18) {
    std::int64_t denominator = 1;
    for (long k = scale; k < 0; ++k) denominator *= 10;
    return {ReadStatus::Ok, Rational(std::stoll(digits), denominator)};
  }
  const Integer power = power_of_ten(static_cast<unsigned>(std::abs(scale)));
  const Integer n = to_integer(digits);
  return {ReadStatus::Ok,
          scale >= 0 ? Rational::Access::make(n * power, 1) : Rational::Access::make(n, power)};
}

}  // namespace number

std::optional<Rational> Rational::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t slash = text.find('/');
  const number::Read top = number::read_number(text.substr(0, slash));
  if (top.status != number::ReadStatus::Ok) return std::nullopt;
  Rational result = top.value;
  if (slash != std::string_view::npos) {
    const number::Read bottom = number::read_number(text.substr(slash + 1));
    if (bottom.status != number::ReadStatus::Ok || bottom.value.is_zero()) return std::nullopt;
    result /= bottom.value;
  }
  return negative ? -result : result;
}

}  // namespace causeway
