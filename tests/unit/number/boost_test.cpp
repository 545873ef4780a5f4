// SPDX-License-Identifier: MIT
#include "causeway/boost.hpp"

#include <doctest/doctest.h>

using causeway::Rational;

TEST_CASE("numbers go to Boost and come back") {
  for (const char* text : {"0", "3", "-7/9", "123456789012345678901234567890/7", "1e-40"}) {
    const Rational number = *Rational::parse(text);
    CHECK(causeway::from_boost(causeway::to_boost(number)) == number);
  }
  CHECK(causeway::to_boost(Rational(1, 3)) * 3 == 1);
}
