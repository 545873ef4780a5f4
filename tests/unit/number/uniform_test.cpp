// SPDX-License-Identifier: MIT
#include "number/uniform.hpp"

#include <doctest/doctest.h>

using causeway::Rational;
using causeway::number::Uniform;

TEST_CASE("a uniform number is one number, whatever it is compared with") {
  std::mt19937_64 random(3);
  const Rational half(1, 2);
  const Rational third(1, 3);
  const Rational long_third = third + *Rational::parse("1e-40");
  int below_third = 0;
  int below_half = 0;
  constexpr int kDraws = 30000;
  for (int i = 0; i < kDraws; ++i) {
    Uniform number(random);
    const bool first = number.below(third);
    CHECK_FALSE(number.below(0));
    CHECK(number.below(1));
    if (first) CHECK(number.below(half));
    if (first) CHECK(number.below(long_third));
    if (!number.below(half)) CHECK_FALSE(first);
    CHECK(number.below(third) == first);
    below_third += first ? 1 : 0;
    below_half += number.below(half) ? 1 : 0;
  }
  // Five standard deviations.
  CHECK(std::abs(below_third - kDraws / 3) < 410);
  CHECK(std::abs(below_half - kDraws / 2) < 435);
}

TEST_CASE("bounds that agree with the number in all words drawn so far need more of them") {
  std::mt19937_64 random(5);
  std::mt19937_64 same(5);
  const auto integer = [](std::uint64_t n) { return *Rational::parse(std::to_string(n)); };
  const Rational word = *Rational::parse("18446744073709551616");
  const Rational first = integer(same()) / word;
  const std::uint64_t second = same();
  Uniform number(random);
  CHECK_FALSE(number.below(first));
  CHECK(number.below(first + 1 / word));
  CHECK_FALSE(number.below(first + integer(second) / (word * word)));
  CHECK(number.below(first + (integer(second) + 1) / (word * word)));
}
