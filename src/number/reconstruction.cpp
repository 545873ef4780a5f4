// SPDX-License-Identifier: MIT
#include "number/reconstruction.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "number/modular.hpp"

namespace causeway::number {

std::vector<std::uint64_t> digit_factors(std::span<const Prime> primes, std::uint64_t lost,
                                         support::Budget& budget) {
  std::vector<std::uint64_t> factors;
  factors.reserve(primes.size());
  for (const Prime& one : primes) {
    budget.spend(primes.size());
    const std::uint64_t p = one.value;
    std::uint64_t others = 1;
    for (const Prime& other : primes) {
      if (other.value != p) others = multiply(others, other.value % p, p);
    }
    factors.push_back(multiply(power(one.radix, lost, p), inverse(others, p), p));
  }
  return factors;
}

Multiples::Multiples(std::span<const Prime> primes) {
  inverses_.reserve(primes.size());
  for (const Prime& one : primes) inverses_.push_back(1 / static_cast<double>(one.value));
}

std::uint64_t Multiples::count(const std::uint64_t* digits) const {
  double sum = 0.25;
  for (std::size_t k = 0; k < inverses_.size(); ++k) sum += static_cast<double>(digits[k]) * inverses_[k];
  return static_cast<std::uint64_t>(sum);
}

namespace {

Words product_of(std::span<const Prime> primes) {
  Words product{1};
  for (const Prime& one : primes) {
    std::uint64_t carry = 0;
    for (std::uint64_t& word : product) {
      const Unsigned128 next = static_cast<Unsigned128>(word) * one.value + carry;
      word = static_cast<std::uint64_t>(next);
      carry = static_cast<std::uint64_t>(next >> kWordBits);
    }
    if (carry != 0) product.push_back(carry);
  }
  return product;
}

/// The quotients of the product by some primes, word by word: of each place one word a prime. Exact divisions
/// go from the lowest word. (Jebelean, "An algorithm for exact division", JSC 15, 1993.)
void divide(const Words& product, std::span<const Prime> primes, Words& columns) {
  columns.resize(product.size() * primes.size());
  for (std::size_t k = 0; k < primes.size(); ++k) {
    const std::uint64_t p = primes[k].value;
    const std::uint64_t inverse = word_inverse(p);
    std::uint64_t borrow = 0;
    for (std::size_t place = 0; place < product.size(); ++place) {
      const std::uint64_t rest = product[place] - borrow;
      const std::uint64_t quotient = rest * inverse;
      columns[place * primes.size() + k] = quotient;
      borrow = static_cast<std::uint64_t>((static_cast<Unsigned128>(quotient) * p) >> kWordBits) +
               (product[place] < borrow ? 1 : 0);
    }
  }
}

/// At most so many digits of 50 bits times words are added up in 128 bits.
constexpr std::size_t kAtOnce = 64;

Unsigned128 dot(const std::uint64_t* digits, const std::uint64_t* words, std::size_t count) {
  Unsigned128 even = 0;
  Unsigned128 odd = 0;
  std::size_t k = 0;
  for (; k + 1 < count; k += 2) {
    even += static_cast<Unsigned128>(digits[k]) * words[k];
    odd += static_cast<Unsigned128>(digits[k + 1]) * words[k + 1];
  }
  if (k < count) even += static_cast<Unsigned128>(digits[k]) * words[k];
  return even + odd;
}

/// Takes away the product so many times; the result is in two's complement.
void subtract(const Words& product, std::uint64_t times, std::uint64_t* from) {
  std::uint64_t carry = 0;
  for (std::size_t place = 0; place < product.size(); ++place) {
    const Unsigned128 next = static_cast<Unsigned128>(product[place]) * times + carry;
    const auto low = static_cast<std::uint64_t>(next);
    carry = static_cast<std::uint64_t>(next >> kWordBits) + (from[place] < low ? 1 : 0);
    from[place] -= low;
  }
  from[product.size()] -= carry;
}

void add(const Words& product, std::uint64_t* to) {
  std::uint64_t carry = 0;
  for (std::size_t place = 0; place < product.size(); ++place) {
    const Unsigned128 next = static_cast<Unsigned128>(product[place]) + to[place] + carry;
    to[place] = static_cast<std::uint64_t>(next);
    carry = static_cast<std::uint64_t>(next >> kWordBits);
  }
  to[product.size()] += carry;
}

/// What is the same for all numbers.
struct Base {
  Base(std::span<const Prime> primes, support::Budget& budget)
      : factors(digit_factors(primes, 0, budget)), multiples(primes), product(product_of(primes)) {
    divide(product, primes.first(std::min(kAtOnce, primes.size())), columns);
  }

  std::vector<std::uint64_t> factors;
  Multiples multiples;
  Words product;
  Words columns;  // of the first primes
};

/// For few primes it takes longer to make than to use, and is kept. Safe to call from many threads.
std::shared_ptr<const Base> base_of(std::span<const Prime> primes, support::Budget& budget) {
  constexpr std::size_t kKept = 64;
  if (primes.size() > kKept) return std::make_shared<const Base>(primes, budget);
  static std::mutex mutex;
  static std::array<std::shared_ptr<const Base>, kKept + 1> known;  // by the number of primes
  const std::lock_guard lock(mutex);
  std::shared_ptr<const Base>& one = known[primes.size()];
  if (!one) one = std::make_shared<const Base>(primes, budget);
  return one;
}

/// Adds some digits' part to a number.
void accumulate(std::uint64_t* number, std::size_t width, const std::uint64_t* digits, const Words& columns,
                std::size_t count) {
  Unsigned128 carry = 0;
  for (std::size_t place = 0; place < width; ++place) {
    carry += number[place];
    if (place + 1 < width) carry += dot(digits, &columns[place * count], count);
    number[place] = static_cast<std::uint64_t>(carry);
    carry >>= kWordBits;
  }
}

}  // namespace

std::vector<std::uint64_t> reconstruct(std::span<const Prime> primes, std::span<std::uint64_t> residues,
                                       std::size_t& width, support::Budget& budget) {
  const std::size_t count = primes.size();
  const std::size_t numbers = residues.size() / count;
  const std::shared_ptr<const Base> base = base_of(primes, budget);
  const Words& product = base->product;
  width = product.size() + 1;
  support::Held held(budget);
  held.add((numbers + 2 * kAtOnce) * width * sizeof(std::uint64_t));
  for (std::size_t i = 0; i < residues.size(); ++i) {
    if (i % count == 0) budget.spend(1 + count / kLanes);
    residues[i] = multiply(residues[i], base->factors[i % count], primes[i % count].value);
  }
  Words result(numbers * width, 0);
  Words own;
  for (std::size_t from = 0; from < count; from += kAtOnce) {
    const std::size_t some = std::min(kAtOnce, count - from);
    if (from > 0) divide(product, primes.subspan(from, some), own);
    const Words& columns = from > 0 ? own : base->columns;
    for (std::size_t number = 0; number < numbers; ++number) {
      budget.spend(1 + width * some / kLanes);
      accumulate(&result[number * width], width, &residues[number * count + from], columns, some);
    }
  }
  for (std::size_t number = 0; number < numbers; ++number) {
    std::uint64_t* const words = &result[number * width];
    subtract(product, base->multiples.count(&residues[number * count]), words);
    if (words[product.size()] != 0) add(product, words);  // once too often: it is negative
  }
  return result;
}

}  // namespace causeway::number
