// SPDX-License-Identifier: MIT
#include "causeway/rational.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "number/access.hpp"

using causeway::Rational;

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

Rational parsed(const char* text) {
  return Rational::parse(text).value();
}

/// A rational of about so many bits.
Rational random_rational(std::mt19937_64& random, unsigned bits) {
  causeway::number::Integer n = 0;
  causeway::number::Integer d = 0;
  for (unsigned i = 0; i < bits; i += 32) {
    n = (n << 32) + static_cast<std::uint32_t>(random());
    d = (d << 32) + static_cast<std::uint32_t>(random());
  }
  n >>= random() % 8;
  if (random() % 2 == 0) n = -n;
  return Rational::Access::make(n, d + 1);
}

}  // namespace

TEST_CASE("lowest terms, positive denominator") {
  CHECK(Rational(6, -8).to_string() == "-3/4");
  CHECK(Rational(0, -5).to_fraction() == "0/1");
  CHECK(Rational(-4, -2) == Rational(2));
  CHECK_THROWS_AS(Rational(1, 0), std::domain_error);
  CHECK_THROWS_AS(Rational(1) / Rational(0), std::domain_error);
}

TEST_CASE("the limits of 64 bits") {
  CHECK((Rational(kMax) + Rational(1)).to_string() == "9223372036854775808");
  CHECK((Rational(kMax) + Rational(1) - Rational(1)) == Rational(kMax));
  CHECK(Rational(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
  CHECK((-Rational(std::numeric_limits<std::int64_t>::min())).to_string() == "9223372036854775808");
  CHECK(Rational(1, std::numeric_limits<std::int64_t>::min()).to_string() == "-1/9223372036854775808");
  CHECK((Rational(kMax) * Rational(kMax)).to_string() == "85070591730234615847396907784232501249");
  CHECK(Rational(kMax, 3) / Rational(kMax, 3) == Rational(1));
  CHECK((Rational(kMax) * Rational(kMax) / Rational(kMax)).to_int64() == kMax);
  CHECK(!(Rational(kMax) * Rational(2)).to_int64());
}

TEST_CASE("arithmetic agrees with Boost's, whatever the sizes") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 3000; ++i) {
    const Rational a = random_rational(random, 32 + static_cast<unsigned>(random() % 100));
    const Rational b = random_rational(random, 32 + static_cast<unsigned>(random() % 100));
    const auto n = [](const Rational& r) { return Rational::Access::numerator(r); };
    const auto d = [](const Rational& r) { return Rational::Access::denominator(r); };
    CHECK(a + b == Rational::Access::make(n(a) * d(b) + n(b) * d(a), d(a) * d(b)));
    CHECK(a - b == Rational::Access::make(n(a) * d(b) - n(b) * d(a), d(a) * d(b)));
    CHECK(a * b == Rational::Access::make(n(a) * n(b), d(a) * d(b)));
    if (!b.is_zero()) CHECK(a / b == Rational::Access::make(n(a) * d(b), d(a) * n(b)));
    CHECK((a < b) == (n(a) * d(b) < n(b) * d(a)));
    CHECK(boost::multiprecision::gcd(n(a), d(a)) == 1);
    CHECK(Rational::parse(a.to_string()) == a);
    CHECK(Rational::parse(a.to_fraction()) == a);
    if (a == b) CHECK(a.hash() == b.hash());
  }
}

TEST_CASE("reading") {
  CHECK(parsed("0.25") == Rational(1, 4));
  CHECK(parsed("1_000") == Rational(1000));
  CHECK(parsed("1e-3") == Rational(1, 1000));
  CHECK(parsed("2.5E2") == Rational(250));
  CHECK(parsed("-3/4") == Rational(-3, 4));
  CHECK(parsed("007") == Rational(7));
  CHECK(parsed("123456789012345678901234567890").to_string() == "123456789012345678901234567890");
  for (const char* bad :
       {"", ".5", "5.", "1__0", "_1", "1_", "e3", "1e", "1/0", "--1", "1 ", "0x10", "1e999999999", "1.2.3"}) {
    CHECK_MESSAGE(!Rational::parse(bad), bad);
  }
}

TEST_CASE("doubles are the nearest") {
  CHECK(parsed("0.1").to_double() == 0.1);
  CHECK(Rational(1, 3).to_double() == 1.0 / 3.0);
  CHECK(parsed("1e-400").to_double() == 0);
  CHECK(parsed("-1e400").to_double() == -std::numeric_limits<double>::infinity());
  CHECK(parsed("5e-324").to_double() == std::numeric_limits<double>::denorm_min());
  CHECK(parsed("2.4e-324").to_double() == 0);
  CHECK(parsed("2.5e-324").to_double() == std::numeric_limits<double>::denorm_min());
  for (const char* tiny : {"1e-324", "1e-325", "1e-327", "1e-331", "1e-340"})
    CHECK(parsed(tiny).to_double() == 0);
  CHECK(parsed("9007199254740993").to_double() == 9007199254740992.0);  // a tie, to even
  CHECK(parsed("9007199254740995").to_double() == 9007199254740996.0);
  CHECK(parsed("2.2250738585072011e-308").to_double() == 2.2250738585072011e-308);  // subnormal
  std::mt19937_64 random(2);
  for (int i = 0; i < 2000; ++i) {
    const double x =
        std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 2000) - 1050);
    if (!std::isfinite(x)) continue;
    char text[800];
    std::snprintf(text, sizeof text, "%.17g", x);
    std::string shown = text;
    shown.erase(std::remove(shown.begin(), shown.end(), '+'), shown.end());
    CHECK_MESSAGE(parsed(shown.c_str()).to_double() == x, shown);
  }
}

TEST_CASE("decimals") {
  CHECK(Rational(3, 73).to_decimal(6) == "0.0410959");
  CHECK(Rational(2, 3).to_decimal(3) == "0.667");
  CHECK(Rational(-2, 3).to_decimal(3) == "-0.667");
  CHECK(Rational(999999, 1000000).to_decimal(3) == "1.00");
  CHECK(parsed("1e-1200").to_decimal(2) == "1.0e-1200");
  CHECK(parsed("123456789012345678").to_decimal(6) == "1.23457e17");
  CHECK(Rational(12345).to_decimal(6) == "12345.0");
  CHECK(Rational(181, 500).exact_decimal(6) == "0.362");
  CHECK(Rational(-25, 2).exact_decimal(6) == "-12.5");
  CHECK(Rational(7849, 15625).exact_decimal(6) == "0.502336");
  CHECK(Rational(1, 3).exact_decimal(6) == std::nullopt);
  CHECK(Rational(1, 1024).exact_decimal(6) == std::nullopt);
  CHECK(Rational(7).exact_decimal(6) == "7");
}
