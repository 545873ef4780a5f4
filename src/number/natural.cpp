// SPDX-License-Identifier: MIT
#include "number/natural.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace causeway::number {

namespace {

/// Takes b away from a, which must not be less.
void subtract(Words& a, const Words& b) {
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t other = i < b.size() ? b[i] : 0;
    const std::uint64_t word = a[i];
    a[i] = word - other - borrow;
    borrow = word < other || (word == other && borrow != 0) ? 1 : 0;
  }
  trim(a);
}

/// A remainder of Euclid's algorithm, as a combination of the numbers that it began with: of one the multiple
/// is added, of the other taken away, in turns.
struct Combination {
  std::uint64_t first;
  std::uint64_t second;
};
/// Two remainders one behind the other. The last step that they owe to leading words alone was number
/// `count`.
struct Steps {
  Combination before{1, 0};
  Combination last{0, 1};
  unsigned count = 0;
};

/// As many steps as the leading words decide. Requires two words of a, and a >= b.
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
  while (y != 0) {
    const std::uint64_t quotient = x / y;
    const std::uint64_t rest = x % y;
    const Combination next{steps.before.first + quotient * steps.last.first,
                           steps.before.second + quotient * steps.last.second};
    // Collins' condition: what the words behind would say cannot change the quotient.
    if (rest < next.second || y - rest < steps.last.second + next.second) break;
    x = std::exchange(y, rest);
    steps.before = std::exchange(steps.last, next);
    ++steps.count;
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

void apply(const Steps& steps, Words& a, Words& b) {
  b.resize(a.size(), 0);
  Difference first;
  Difference second;
  const bool even = steps.count % 2 == 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t x = a[i];
    const std::uint64_t y = b[i];
    const auto combined = [&](Difference& sum, const Combination& of, bool plus) {
      return plus ? sum.next(x, of.first, y, of.second) : sum.next(y, of.second, x, of.first);
    };
    a[i] = combined(first, steps.before, even);
    b[i] = combined(second, steps.last, !even);
  }
  trim(a);
  trim(b);
}

}  // namespace

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
  const auto size = static_cast<unsigned>(words.size());
  n.backend().resize(size, size);
  std::copy(words.begin(), words.end(), n.backend().limbs());
  n.backend().normalize();
  return n;
}

bool less(const Words& a, const Words& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

void shift_left(Words& a, std::size_t bits) {
  if (a.empty()) return;
  const auto part = static_cast<unsigned>(bits % kWordBits);
  if (part != 0) {
    std::uint64_t carry = 0;
    for (std::uint64_t& word : a) {
      const std::uint64_t next = word >> (kWordBits - part);
      word = (word << part) | carry;
      carry = next;
    }
    if (carry != 0) a.push_back(carry);
  }
  a.insert(a.begin(), bits / kWordBits, 0);
}

void shift_right(Words& a, std::size_t bits) {
  a.erase(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(bits / kWordBits));
  const auto part = static_cast<unsigned>(bits % kWordBits);
  for (std::size_t i = 0; part != 0 && i < a.size(); ++i)
    a[i] = (a[i] >> part) | (i + 1 < a.size() ? a[i + 1] << (kWordBits - part) : 0);
  trim(a);
}

std::size_t strip_twos(Words& a) {
  std::size_t bits = 0;
  while (a[bits / kWordBits] == 0) bits += kWordBits;
  bits += static_cast<std::size_t>(std::countr_zero(a[bits / kWordBits]));
  if (bits > 0) shift_right(a, bits);
  return bits;
}

Words product(const Words& a, const Words& b) {
  Words result(a.size() + b.size(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t k = 0; k < b.size(); ++k) {
      const Unsigned128 next = static_cast<Unsigned128>(a[i]) * b[k] + result[i + k] + carry;
      result[i + k] = static_cast<std::uint64_t>(next);
      carry = static_cast<std::uint64_t>(next >> kWordBits);
    }
    result[i + b.size()] = carry;
  }
  trim(result);
  return result;
}

void montgomery_reduce(Words& a, const Words& odd) {
  const std::size_t m = odd.size();
  const std::size_t steps = a.size() > m ? a.size() - m : 1;
  a.resize(m + steps, 0);
  const std::uint64_t inverse = 0 - word_inverse(odd[0]);
  bool over = false;  // does the word behind the last sum have one more?
  for (std::size_t i = 0; i < steps; ++i) {
    const std::uint64_t times = a[i] * inverse;
    std::uint64_t carry = 0;
    for (std::size_t k = 0; k < m; ++k) {
      const Unsigned128 next = static_cast<Unsigned128>(times) * odd[k] + a[i + k] + carry;
      a[i + k] = static_cast<std::uint64_t>(next);
      carry = static_cast<std::uint64_t>(next >> kWordBits);
    }
    const Unsigned128 top = static_cast<Unsigned128>(a[i + m]) + carry + (over ? 1 : 0);
    a[i + m] = static_cast<std::uint64_t>(top);
    over = top >> kWordBits != 0;
  }
  a.erase(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(steps));
  if (over) subtract(a, odd);
  trim(a);
}

Words exact_quotient(Words a, Words b) {
  if (a.empty()) return a;
  shift_right(a, strip_twos(b));
  const std::uint64_t inverse = word_inverse(b[0]);
  const std::size_t length = a.size() - b.size() + 1;  // of the quotient; words above it do not matter
  for (std::size_t i = 0; i < length; ++i) {
    const std::uint64_t quotient = a[i] * inverse;
    const std::size_t count = std::min(b.size(), length - i);
    std::uint64_t carry = 0;
    for (std::size_t k = 0; k < count; ++k) {
      const Unsigned128 next = static_cast<Unsigned128>(quotient) * b[k] + carry;
      const auto low = static_cast<std::uint64_t>(next);
      carry = static_cast<std::uint64_t>(next >> kWordBits) + (a[i + k] < low ? 1 : 0);
      a[i + k] -= low;
    }
    for (std::size_t k = i + count; carry != 0 && k < length; ++k) {
      const std::uint64_t word = a[k];
      a[k] -= carry;
      carry = word < carry ? 1 : 0;
    }
    a[i] = quotient;
  }
  a.resize(length);
  trim(a);
  return a;
}

Words gcd(Words a, Words b) {
  if (a.empty() || b.empty()) return a.empty() ? b : a;
  const std::size_t twos = std::min(strip_twos(a), strip_twos(b));
  if (less(a, b)) a.swap(b);
  // One of them at least is odd; twos that the other gets do not matter.
  while (b.size() > 1) {
    if (a.size() - b.size() <= 1) {
      const Steps steps = leading_steps(a, b);
      if (steps.count > 1) {
        apply(steps, a, b);
        continue;
      }
    }
    strip_twos(b);
    if (a.size() == b.size() && a.back() == b.back() && !less(a, b)) {
      subtract(a, b);
    } else {
      montgomery_reduce(a, b);
    }
    if (less(a, b)) a.swap(b);
  }
  if (!b.empty()) {
    strip_twos(b);
    montgomery_reduce(a, b);
    a = {std::gcd(a.empty() ? 0 : a[0], b[0])};
  }
  shift_left(a, twos);
  return a;
}

Integer gcd(const Integer& a, const Integer& b) {
  return integer_of(gcd(words_of(a), words_of(b)));
}

}  // namespace causeway::number
