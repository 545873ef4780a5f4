// SPDX-License-Identifier: MIT
#include "number/gcd.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>
#include <vector>

namespace causeway::number {

namespace {

__extension__ using Unsigned128 = unsigned __int128;

constexpr unsigned kWordBits = 64;

/// A magnitude, its lowest word first, without leading zeros.
using Words = std::vector<std::uint64_t>;

void trim(Words& a) {
  while (!a.empty() && a.back() == 0) a.pop_back();
}

Words words_of(const Integer& n) {
  static_assert(sizeof(boost::multiprecision::limb_type) == sizeof(std::uint64_t));
  const auto& backend = n.backend();
  Words words(backend.limbs(), backend.limbs() + backend.size());
  trim(words);
  return words;
}

Integer integer_of(const Words& words) {
  Integer n;
  if (words.empty()) return n;
  boost::multiprecision::import_bits(n, words.begin(), words.end(), kWordBits, false);
  return n;
}

bool less(const Words& a, const Words& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

/// Of the steps of Euclid's algorithm that the leading words decide: a and b are, afterwards, u0 a - v0 b and
/// v1 b - u1 a, or those with the opposite sign.
struct Steps {
  std::uint64_t u0 = 0;
  std::uint64_t u1 = 1;
  std::uint64_t v0 = 0;
  std::uint64_t v1 = 0;
  bool opposite = true;
};

/// Requires two words of a, and a >= b. No step, with v0 = 0, if nothing is decided.
Steps leading_steps(const Words& a, const Words& b) {
  const std::size_t n = a.size();
  const auto shift = static_cast<unsigned>(std::countl_zero(a[n - 1]));
  const auto leading = [&](std::uint64_t high, std::uint64_t low) {
    return shift == 0 ? high : (high << shift) | (low >> (kWordBits - shift));
  };
  const auto word = [&](std::size_t i) { return i < b.size() ? b[i] : 0; };
  std::uint64_t x = leading(a[n - 1], a[n - 2]);
  std::uint64_t y = leading(word(n - 1), word(n - 2));
  Steps steps;
  std::uint64_t u2 = 0;
  std::uint64_t v2 = 1;
  while (y >= v2 && x - y >= steps.v1 + v2) {
    const std::uint64_t quotient = x / y;
    x = std::exchange(y, x % y);
    steps.u0 = std::exchange(steps.u1, u2);
    u2 = steps.u0 + quotient * u2;
    steps.v0 = std::exchange(steps.v1, v2);
    v2 = steps.v0 + quotient * v2;
    steps.opposite = !steps.opposite;
  }
  return steps;
}

/// a u - b v word by word; the result is not negative.
class Difference {
 public:
  std::uint64_t next(std::uint64_t a, std::uint64_t u, std::uint64_t b, std::uint64_t v) {
    const Unsigned128 plus = static_cast<Unsigned128>(a) * u + plus_;
    const Unsigned128 minus = static_cast<Unsigned128>(b) * v + minus_;
    plus_ = static_cast<std::uint64_t>(plus >> kWordBits);
    const auto low = static_cast<std::uint64_t>(plus);
    const auto taken = static_cast<std::uint64_t>(minus);
    // The borrow joins what is taken of the next word: together at most 2^64 - 1.
    minus_ = static_cast<std::uint64_t>(minus >> kWordBits) + (low < taken ? 1 : 0);
    return low - taken;
  }

 private:
  std::uint64_t plus_ = 0;
  std::uint64_t minus_ = 0;
};

void take(const Steps& steps, Words& a, Words& b) {
  b.resize(a.size(), 0);
  Difference first;
  Difference second;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t x = a[i];
    const std::uint64_t y = b[i];
    a[i] = steps.opposite ? first.next(y, steps.v0, x, steps.u0) : first.next(x, steps.u0, y, steps.v0);
    b[i] = steps.opposite ? second.next(x, steps.u1, y, steps.v1) : second.next(y, steps.v1, x, steps.u1);
  }
  trim(a);
  trim(b);
}

std::uint64_t remainder(const Words& a, std::uint64_t divisor) {
  Unsigned128 rest = 0;
  for (auto word = a.rbegin(); word != a.rend(); ++word) rest = ((rest << kWordBits) | *word) % divisor;
  return static_cast<std::uint64_t>(rest);
}

}  // namespace

Integer gcd(const Integer& left, const Integer& right) {
  Words a = words_of(left);
  Words b = words_of(right);
  if (less(a, b)) a.swap(b);
  while (b.size() > 1) {
    const Steps steps = leading_steps(a, b);
    if (steps.v0 != 0) {
      take(steps, a, b);
      continue;
    }
    Words rest = words_of(integer_of(a) % integer_of(b));
    a = std::exchange(b, std::move(rest));
  }
  if (b.empty()) return integer_of(a);
  return std::gcd(b[0], remainder(a, b[0]));
}

}  // namespace causeway::number
