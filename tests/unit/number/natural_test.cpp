// SPDX-License-Identifier: MIT
#include "number/natural.hpp"

#include <doctest/doctest.h>

#include <random>

#include "number/access.hpp"
#include "number/quotients.hpp"

using causeway::Rational;
using causeway::number::exact_quotient;
using causeway::number::gcd;
using causeway::number::Integer;
using causeway::number::integer_of;
using causeway::number::Words;
using causeway::number::words_of;

namespace {

Integer random_integer(std::mt19937_64& random, std::uint64_t bits) {
  Integer n = 0;
  for (std::uint64_t i = 0; i < bits; i += 64) n = (n << 64) + random();
  return n & ((Integer(1) << bits) - 1);
}

}  // namespace

TEST_CASE("gcds of numbers of all lengths are those of Boost") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const Integer common = random_integer(random, random() % 300);
    Integer a = random_integer(random, random() % 900) * common;
    Integer b = random_integer(random, random() % 900) * common;
    if (random() % 3 == 0) a = -a;
    if (random() % 5 == 0) b = a + (random() % 5) * common;
    REQUIRE(gcd(a, b) == boost::multiprecision::gcd(a, b));
  }
}

TEST_CASE("gcds where quotients are small, or as large as they get") {
  Integer a = 0;
  Integer b = 1;
  for (int i = 0; i < 1500; ++i) {  // Fibonacci's numbers: every quotient is 1
    a += b;
    a.swap(b);
    REQUIRE(gcd(a, b) == 1);
    REQUIRE(gcd(3 * a, 3 * b) == 3);
  }
  for (unsigned shift = 0; shift < 400; ++shift) {
    const Integer power = Integer(1) << shift;
    CHECK(gcd(power - 1, power) == 1);
    CHECK(gcd(power, power + 1) == 1);
    CHECK(gcd(power * power - 1, power - 1) == power - 1);
    CHECK(gcd(power * 6, 4) == (shift == 0 ? 2 : 4));
    CHECK(gcd(power * 15, power * 21) == power * 3);
  }
}

TEST_CASE("gcds with zero") {
  CHECK(gcd(0, 0) == 0);
  CHECK(gcd(0, -12) == 12);
  CHECK(gcd(Integer(-1) << 200, 0) == Integer(1) << 200);
}

TEST_CASE("products, quotients, shifts and remainders from below are those of Boost") {
  std::mt19937_64 random(8);
  for (int i = 0; i < 20000; ++i) {
    const Integer a = random_integer(random, random() % 700);
    const Integer b = random_integer(random, 1 + random() % 700) + 1;
    const Words product = causeway::number::product(words_of(a), words_of(b));
    REQUIRE(integer_of(product) == a * b);
    REQUIRE(integer_of(exact_quotient(product, words_of(b))) == a);
    const std::size_t bits = random() % 300;
    Words shifted = words_of(b);
    causeway::number::shift_left(shifted, bits);
    REQUIRE(integer_of(shifted) == (b << bits));
    const std::size_t twos = causeway::number::strip_twos(shifted);
    REQUIRE(twos >= bits);
    REQUIRE((integer_of(shifted) << twos) == (b << bits));
    Words rest = words_of(a);
    const std::size_t before = rest.size();
    const Words odd = shifted;
    causeway::number::montgomery_reduce(rest, odd);
    CHECK(rest.size() <= odd.size());
    const std::size_t words = before > odd.size() ? before - odd.size() : 1;
    REQUIRE((integer_of(rest) << (64 * words)) % integer_of(odd) == a % integer_of(odd));
  }
}

TEST_CASE("quotients by one number are those one after the other") {
  std::mt19937_64 random(9);
  causeway::support::Budget budget(causeway::Limits{});
  for (int i = 0; i < 3000; ++i) {
    const std::uint64_t bits = random() % 3 == 0 ? 60 : 600;
    const Integer common = random_integer(random, random() % 200) + 1;
    std::vector<Rational> numbers;
    Rational sum;
    for (std::size_t k = 0; k < 1 + random() % 6; ++k) {
      const Integer one = random() % 5 == 0 ? 0 : random_integer(random, random() % bits) * common;
      numbers.push_back(
          Rational::Access::make(random() % 4 == 0 ? Integer(-one) : one, random() % 9 == 0 ? 3 : 1));
      sum += numbers.back() < 0 ? -numbers.back() : numbers.back();
    }
    if (sum.is_zero()) continue;
    if (random() % 3 == 0) sum = numbers[0].is_zero() ? sum : numbers[0] < 0 ? -numbers[0] : numbers[0];
    std::vector<Rational> expected;
    for (const Rational& one : numbers) expected.push_back(one / sum);
    REQUIRE(causeway::number::quotients(numbers, sum, budget) == expected);
  }
}
