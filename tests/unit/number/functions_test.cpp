// SPDX-License-Identifier: MIT
#include "number/functions.hpp"

#include <doctest/doctest.h>

using causeway::Rational;
using namespace causeway::number;  // NOLINT(google-build-using-namespace)

TEST_CASE("floor, div and %") {
  CHECK(floor(Rational(7, 2)) == Rational(3));
  CHECK(floor(Rational(-7, 2)) == Rational(-4));
  CHECK(ceil(Rational(-7, 2)) == Rational(-3));
  CHECK(floor_div(-7, 2) == Rational(-4));
  CHECK(mod(-7, 2) == Rational(1));
  CHECK(mod(7, -2) == Rational(-1));
  CHECK(mod(Rational(7, 2), 1) == Rational(1, 2));
  CHECK(floor(Rational(3)) == Rational(3));
}

TEST_CASE("powers") {
  CHECK(pow(Rational(2, 3), 3).value == Rational(8, 27));
  CHECK(pow(Rational(2, 3), -2).value == Rational(9, 4));
  CHECK(pow(-2, 3).value == Rational(-8));
  CHECK(pow(0, 0).value == Rational(1));
  CHECK(pow(0, -1).status == Status::Undefined);
  CHECK(pow(4, Rational(1, 2)).status == Status::Undefined);
  CHECK(pow(10, *pow(10, 10).value.to_int64()).status == Status::TooLarge);
  CHECK(pow(1, *Rational::parse("1e30")).value == Rational(1));
  CHECK(pow(-1, *Rational::parse("1000000000000000000000000000001")).value == Rational(-1));
}

TEST_CASE("factorials and binomial coefficients") {
  CHECK(factorial(0).value == Rational(1));
  CHECK(factorial(20).value.to_string() == "2432902008176640000");
  CHECK(factorial(25).value.to_string() == "15511210043330985984000000");
  CHECK(factorial(-1).status == Status::Undefined);
  CHECK(factorial(Rational(1, 2)).status == Status::Undefined);
  CHECK(factorial(1000000).status == Status::TooLarge);
  CHECK(choose(5, 2).value == Rational(10));
  CHECK(choose(5, 6).value == Rational(0));
  CHECK(choose(5, -1).value == Rational(0));
  CHECK(choose(100, 50).value.to_string() == "100891344545564193334812497256");
  CHECK(choose(-1, 2).status == Status::Undefined);
  CHECK(choose(*Rational::parse("1e40"), 3).value.sign() == 1);
}
