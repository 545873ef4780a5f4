// SPDX-License-Identifier: MIT
#include "number/quotients.hpp"

#include <algorithm>

#include "number/access.hpp"
#include "number/functions.hpp"
#include "number/natural.hpp"

namespace causeway::number {

namespace {

bool is_long(const Rational& number) {
  return number.is_integer() && !number.to_int64();
}

/// What the odd number has in common with the product.
Words in_common(const std::vector<Words>& numbers, const Words& odd, support::Budget& budget) {
  Words all;
  for (const Words& one : numbers) {
    if (one.empty()) continue;
    budget.spend(1 + odd.size() * odd.size());
    all = all.empty() ? one : product(all, one);
    montgomery_reduce(all, odd);
    if (all.empty()) return odd;
  }
  return gcd(std::move(all), odd);
}

}  // namespace

std::vector<Rational> quotients(std::vector<Rational> numbers, const Rational& divisor,
                                support::Budget& budget) {
  if (!is_long(divisor) ||
      !std::all_of(numbers.begin(), numbers.end(), [](const Rational& one) { return one.is_integer(); })) {
    for (Rational& one : numbers) {
      budget.spend(cost(one));
      one /= divisor;
    }
    return numbers;
  }
  support::Held held(budget);
  std::vector<Words> magnitudes;
  magnitudes.reserve(numbers.size());
  for (const Rational& one : numbers) {
    held.add(sizeof(Words) + 3 * one.bits() / 8);  // this, and the terms of the quotient
    magnitudes.push_back(words_of(Rational::Access::numerator(one)));
  }
  Words odd = words_of(Rational::Access::numerator(divisor));
  const std::size_t twos = strip_twos(odd);
  const Words common = in_common(magnitudes, odd, budget);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (magnitudes[i].empty()) continue;
    budget.spend(1 + odd.size() * (1 + common.size()));
    Words& numerator = magnitudes[i];
    const std::size_t own_twos = strip_twos(numerator);
    Words own = numerator;
    montgomery_reduce(own, common);
    own = gcd(std::move(own), common);
    numerator = exact_quotient(std::move(numerator), own);
    Words denominator = exact_quotient(odd, own);
    if (own_twos > twos) shift_left(numerator, own_twos - twos);
    if (twos > own_twos) shift_left(denominator, twos - own_twos);
    const Integer n = integer_of(numerator);
    numbers[i] =
        Rational::Access::make_coprime(numbers[i].sign() < 0 ? Integer(-n) : n, integer_of(denominator));
  }
  return numbers;
}

}  // namespace causeway::number
