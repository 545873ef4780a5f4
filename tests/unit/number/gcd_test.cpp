// SPDX-License-Identifier: MIT
#include "number/gcd.hpp"

#include <doctest/doctest.h>

#include <random>

using causeway::number::gcd;
using causeway::number::Integer;

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
  }
}

TEST_CASE("gcds with zero") {
  CHECK(gcd(0, 0) == 0);
  CHECK(gcd(0, -12) == 12);
  CHECK(gcd(Integer(-1) << 200, 0) == Integer(1) << 200);
}
