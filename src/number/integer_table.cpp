// SPDX-License-Identifier: MIT
#include "number/integer_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "number/access.hpp"
#include "number/natural.hpp"

namespace causeway::number {

namespace {

std::size_t magnitude_bits(const Integer& n) {
  if (n.is_zero()) return 0;
  return boost::multiprecision::msb(n < 0 ? Integer(-n) : n) + 1;
}

/// Of a positive number.
double log2(const Integer& n) {
  const std::size_t bits = magnitude_bits(n);
  if (bits <= kWordBits) return std::log2(static_cast<double>(static_cast<std::uint64_t>(n)));
  const auto leading = static_cast<std::uint64_t>(Integer(n >> (bits - kWordBits)));
  return std::log2(static_cast<double>(leading)) + static_cast<double>(bits - kWordBits);
}

/// In two's complement.
void negate(std::uint64_t* words, std::size_t width) {
  bool carry = true;
  for (std::size_t i = 0; i < width; ++i) {
    words[i] = ~words[i] + (carry ? 1 : 0);
    carry = carry && words[i] == 0;
  }
}

bool is_negative(const std::uint64_t* words, std::size_t width) {
  return words[width - 1] >> (kWordBits - 1) != 0;
}

/// Two's complement; the width suffices.
void write(const Integer& n, std::uint64_t* words, std::size_t width) {
  const Words magnitude = words_of(n);
  std::fill(std::copy(magnitude.begin(), magnitude.end(), words), words + width, 0);
  if (n < 0) negate(words, width);
}

Words magnitude(const std::uint64_t* words, std::size_t width) {
  Words result(words, words + width);
  if (is_negative(words, width)) negate(result.data(), width);
  trim(result);
  return result;
}

Integer read(const std::uint64_t* words, std::size_t width) {
  const Integer n = integer_of(magnitude(words, width));
  return is_negative(words, width) ? Integer(-n) : n;
}

std::int64_t common_divisor(std::span<const std::int64_t> numbers) {
  std::int64_t divisor = 0;
  for (const std::int64_t one : numbers) {
    if (divisor == 0 || one % divisor != 0) divisor = std::gcd(divisor, one);
    if (divisor == 1) break;
  }
  return divisor;
}

/// Numerators over the least common denominator of numbers whose fractions fit 64 bits; false where the
/// denominator does not.
bool scale_small(std::span<const Rational> numbers, std::vector<std::int64_t>& scaled, Rational& scale) {
  std::int64_t denominator = 1;
  constexpr std::int64_t kMost = std::int64_t{1} << 62;
  for (const Rational& one : numbers) {
    const auto small = Rational::Access::small(one);
    if (!small) return false;
    const std::int64_t rest = small->second / std::gcd(denominator, small->second);
    if (__builtin_mul_overflow(denominator, rest, &denominator) || denominator > kMost) return false;
  }
  for (const Rational& one : numbers) {
    const auto small = Rational::Access::small(one);
    std::int64_t n = 0;
    if (__builtin_mul_overflow(small->first, denominator / small->second, &n) || n > kMost || n < -kMost)
      return false;
    scaled.push_back(n);
  }
  const std::int64_t divisor = common_divisor(scaled);
  if (divisor > 1) {
    for (std::int64_t& one : scaled) one /= divisor;
  }
  scale = Rational(std::max<std::int64_t>(divisor, 1), denominator);
  return true;
}

}  // namespace

IntegerTable::IntegerTable(std::span<const Rational> numbers, support::Budget& budget) {
  std::vector<std::int64_t> small;
  small.reserve(numbers.size());
  if (scale_small(numbers, small, scale_)) {
    width_ = 1;
    words_.assign(small.begin(), small.end());
    settle();
    return;
  }
  support::Held held(budget);
  Integer denominator = 1;
  std::size_t most = 0;  // bits of a numerator
  for (const Rational& one : numbers) {
    const Integer own = Rational::Access::denominator(one);
    if (denominator % own != 0) denominator = lcm(denominator, own);
    most = std::max(most, one.bits());
    budget.spend(1 + magnitude_bits(denominator) / kWordBits);
    // Every cell may become as long as the denominator; twice, for the numbers and for their words.
    if (2 * numbers.size() * (magnitude_bits(denominator) / 8) > budget.limits().memory)
      held.add(2 * numbers.size() * (magnitude_bits(denominator) / 8));
  }
  held.add(2 * numbers.size() * ((magnitude_bits(denominator) + most) / 8));
  std::vector<Integer> scaled;
  scaled.reserve(numbers.size());
  Integer divisor = 0;
  for (const Rational& one : numbers) {
    scaled.push_back(Rational::Access::numerator(one) * (denominator / Rational::Access::denominator(one)));
    divisor = gcd(divisor, scaled.back());
    budget.spend(1 + magnitude_bits(denominator) / kWordBits);
  }
  if (divisor.is_zero()) divisor = 1;
  std::size_t bits = 0;
  for (Integer& one : scaled) {
    one /= divisor;
    bits = std::max(bits, magnitude_bits(one));
  }
  width_ = bits / kWordBits + 1;
  words_.resize(numbers.size() * width_);
  for (std::size_t i = 0; i < scaled.size(); ++i) write(scaled[i], words(i), width_);
  scale_ = Rational::Access::make(divisor, denominator);
  settle();
}

IntegerTable::IntegerTable(std::vector<std::int64_t> numbers, const Rational& scale) : width_(1) {
  const std::int64_t divisor = std::max<std::int64_t>(common_divisor(numbers), 1);
  if (divisor > 1) {
    for (std::int64_t& one : numbers) one /= divisor;
  }
  words_.assign(numbers.begin(), numbers.end());
  scale_ = scale * Rational(divisor);
  settle();
}

IntegerTable::IntegerTable(std::size_t cells, std::size_t width, Rational scale, support::Budget& budget)
    : words_(support::zeros<std::uint64_t>(cells * width, budget)), width_(width), scale_(std::move(scale)) {}

bool IntegerTable::is_zero(std::size_t cell) const {
  const std::uint64_t* first = words(cell);
  return std::all_of(first, first + width_, [](std::uint64_t word) { return word == 0; });
}

Rational IntegerTable::at(std::size_t cell) const {
  if (is_zero(cell)) return 0;
  if (width_ == 1) return scale_ * Rational(static_cast<std::int64_t>(*words(cell)));
  return scale_ * Rational::Access::make(read(words(cell), width_), 1);
}

std::vector<Rational> IntegerTable::coprime(support::Budget& budget) const {
  support::Held held(budget);
  held.add(size() * sizeof(Rational));
  std::vector<Rational> result;
  result.reserve(size());
  if (width_ == 1) {
    const std::vector<std::int64_t> numbers(words_.begin(), words_.end());
    const std::int64_t divisor = std::max<std::int64_t>(common_divisor(numbers), 1);
    for (const std::int64_t one : numbers) {
      budget.spend();
      result.emplace_back(one / divisor);
    }
    return result;
  }
  held.add(2 * bytes());  // these, and the rationals
  std::vector<Words> magnitudes;
  magnitudes.reserve(size());
  Words divisor;
  for (std::size_t cell = 0; cell < size(); ++cell) {
    budget.spend();
    magnitudes.push_back(magnitude(words(cell), width_));
    if (is_one(divisor)) continue;
    budget.spend(width_ * (1 + divisor.size()));
    divisor = gcd(std::move(divisor), magnitudes.back());
  }
  for (std::size_t cell = 0; cell < size(); ++cell) {
    Words& one = magnitudes[cell];
    if (!divisor.empty() && !is_one(divisor)) {
      budget.spend(width_ * divisor.size());
      one = exact_quotient(std::move(one), divisor);
    }
    const Integer n = integer_of(one);
    result.push_back(Rational::Access::make_coprime(is_negative(words(cell), width_) ? Integer(-n) : n, 1));
  }
  return result;
}

double IntegerTable::inverse_scale_bits() const {
  constexpr double kRounding = 1e-6;  // of every step, whichever way the host rounds
  return log2(Rational::Access::denominator(scale_)) - log2(Rational::Access::numerator(scale_)) + kRounding;
}

void IntegerTable::settle() {
  bits_ = 0;
  negative_ = false;
  any_zero_ = false;
  if (width_ == 1) {
    std::uint64_t all = 0;
    std::uint64_t signs = 0;
    for (const std::uint64_t word : words_) {
      const std::uint64_t fill = 0 - (word >> (kWordBits - 1));
      all |= word ^ fill;
      signs |= fill;
      any_zero_ = any_zero_ || word == 0;
    }
    negative_ = signs != 0;
    bits_ = static_cast<std::size_t>(std::bit_width(all)) + (negative_ ? 1 : 0);
    return;
  }
  const std::size_t cells = size();
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::uint64_t* one = words(cell);
    const bool minus = is_negative(one, width_);
    negative_ = negative_ || minus;
    const std::uint64_t fill = minus ? ~std::uint64_t{0} : 0;
    for (std::size_t i = width_; i > 0; --i) {
      if (one[i - 1] == fill) continue;
      // Of a negative number one bit more than its complement has: enough for -2^k.
      const auto bits = static_cast<std::size_t>(std::bit_width(one[i - 1] ^ fill));
      bits_ = std::max(bits_, (i - 1) * kWordBits + bits + (minus ? 1 : 0));
      break;
    }
    if (minus) bits_ = std::max<std::size_t>(bits_, 1);
    any_zero_ = any_zero_ || is_zero(cell);
  }
  const std::size_t needed = bits_ / kWordBits + 1;
  if (needed >= width_) return;
  for (std::size_t cell = 0; cell < cells; ++cell)
    std::copy_n(&words_[cell * width_], needed, &words_[cell * needed]);
  words_.resize(cells * needed);
  words_.shrink_to_fit();
  width_ = needed;
}

}  // namespace causeway::number
