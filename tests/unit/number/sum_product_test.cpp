// SPDX-License-Identifier: MIT
// The exact kernel against rationals, at every width and with both signs.
#include "number/sum_product.hpp"

#include <doctest/doctest.h>

#include <random>

namespace {

/// Tables here are small.
causeway::support::Budget& budget() {
  static causeway::support::Budget kBudget(causeway::Limits{});
  return kBudget;
}

using causeway::Limits;
using causeway::Rational;
using causeway::number::IntegerTable;
using causeway::number::SumProduct;

/// A rational with about so many bits.
Rational random_rational(std::mt19937& random, int bits, bool negative) {
  Rational result = 0;
  for (int b = 0; b < bits; b += 16)
    result = result * Rational(1 << 16) + Rational(static_cast<std::int64_t>(random() % (1U << 16U)));
  if (random() % 5 == 0) result = 0;
  if (negative && random() % 2 == 0) result = -result;
  return result / Rational(static_cast<std::int64_t>(1 + random() % 1000));
}

std::vector<Rational> random_table(std::mt19937& random, std::size_t cells, int bits, bool negative) {
  std::vector<Rational> result;
  for (std::size_t i = 0; i < cells; ++i) result.push_back(random_rational(random, bits, negative));
  return result;
}

TEST_CASE("a table holds its numbers") {
  std::mt19937 random(1);
  for (const int bits : {1, 16, 48, 62, 64, 100, 126, 128, 300, 1000}) {
    for (const bool negative : {false, true}) {
      const std::vector<Rational> numbers = random_table(random, 20, bits, negative);
      const IntegerTable table(numbers, budget());
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        CHECK(table.at(i) == numbers[i]);
        CHECK(table.is_zero(i) == numbers[i].is_zero());
      }
    }
  }
  CHECK(IntegerTable({6, -4, 0}, Rational(1, 10)).at(1) == Rational(-2, 5));
  CHECK(IntegerTable(std::vector<Rational>{0, 0}, budget()).at(1) == Rational(0));
  const std::vector<Rational> ends = {Rational(INT64_MAX), Rational(-INT64_MAX), Rational(INT64_MIN)};
  for (std::size_t i = 0; i < ends.size(); ++i) CHECK(IntegerTable(ends, budget()).at(i) == ends[i]);
}

TEST_CASE("numbers without their common divisor, signs kept") {
  const auto integer = [](const char* text) { return *Rational::parse(text); };
  const std::vector<Rational> numbers{integer("60000000000000000000000000000000000000000"), 0,
                                      integer("-90000000000000000000000000000000000000000")};
  CHECK(IntegerTable(numbers, budget()).coprime(budget()) == std::vector<Rational>{2, 0, -3});
  CHECK(IntegerTable({6, -4, 0}, 1).coprime(budget()) == std::vector<Rational>{3, -2, 0});
  std::mt19937 random(2);
  for (const int bits : {62, 130, 900}) {
    const std::vector<Rational> some = random_table(random, 30, bits, true);
    const std::vector<Rational> coprime = IntegerTable(some, budget()).coprime(budget());
    for (std::size_t i = 0; i < some.size(); ++i) {
      CHECK(coprime[i].is_integer());
      CHECK(coprime[i] * some[0] == coprime[0] * some[i]);
      CHECK(coprime[i].sign() == some[i].sign());
    }
  }
}

TEST_CASE("a scale's bits are enough, and hardly more") {
  const auto bits = [](const Rational& scale) { return IntegerTable({1}, scale).inverse_scale_bits(); };
  CHECK(bits(1) >= 0);
  CHECK(bits(1) < 0.001);
  CHECK(bits(Rational(1, 1024)) >= 10);
  CHECK(bits(Rational(1, 1024)) < 10.001);
  CHECK(bits(Rational(3, 1000)) > 8.380);
  CHECK(bits(Rational(3, 1000)) < 8.382);
  const double large = bits(*Rational::parse("1e-400"));
  CHECK(large > 1328.771);
  CHECK(large < 1328.773);
}

TEST_CASE("sums of products over two axes, for every width") {
  std::mt19937 random(2);
  for (const int bits : {1, 16, 31, 48, 64, 96, 128, 200, 700}) {
    for (const bool negative : {false, true}) {
      // r(y) = sum over x of f(x) g(y, x) h(y)
      const auto f = random_table(random, 5, bits, negative);
      const auto g = random_table(random, 3 * 5, bits, negative);
      const auto h = random_table(random, 3, 16, negative);
      const IntegerTable tf(f, budget());
      const IntegerTable tg(g, budget());
      const IntegerTable th(h, budget());
      SumProduct task;
      task.inputs = 3;
      task.add_axis(3, {0, 5, 1, 1});
      task.add_axis(5, {1, 1, 0, 0});
      task.cells = 3;
      task.terms = 5;
      const IntegerTable result = compute(task, {{&tf, &tg, &th}, {}, {}}, budget());
      for (std::size_t y = 0; y < 3; ++y) {
        Rational sum;
        for (std::size_t x = 0; x < 5; ++x) sum += f[x] * g[y * 5 + x] * h[y];
        CHECK(result.at(y) == sum);
      }
    }
  }
}

TEST_CASE("functions take the place of axes, and exclude") {
  std::mt19937 random(3);
  // r(z) = sum over x, y of f(x) g(y) h(y, z) where z = k(x, y) and k excludes some pairs
  const auto f = random_table(random, 4, 40, false);
  const auto g = random_table(random, 3, 40, true);
  const auto h = random_table(random, 3 * 2, 40, false);
  const std::vector<std::int32_t> k = {0, 1, -1, 1, 1, 0, 0, -1, 0, 1, 0, 1};
  const IntegerTable tf(f, budget());
  const IntegerTable tg(g, budget());
  const IntegerTable th(h, budget());
  SumProduct task;
  task.inputs = 3;
  task.maps = {{{2, 1}, {4, 1}}};
  task.add_axis(4, {1, 0, 0, 3, 0});
  task.add_axis(3, {0, 1, 2, 1, 0});
  task.cells = 2;
  task.terms = 12;
  const IntegerTable result = compute(task, {{&tf, &tg, &th}, {&k}, {}}, budget());
  std::vector<Rational> expected(2);
  for (std::size_t x = 0; x < 4; ++x) {
    for (std::size_t y = 0; y < 3; ++y) {
      const std::int32_t z = k[x * 3 + y];
      if (z >= 0)
        expected[static_cast<std::size_t>(z)] += f[x] * g[y] * h[y * 2 + static_cast<std::size_t>(z)];
    }
  }
  CHECK(result.at(0) == expected[0]);
  CHECK(result.at(1) == expected[1]);
}

TEST_CASE("maxima, and a slice of a table") {
  std::mt19937 random(4);
  for (const int bits : {16, 80, 400}) {
    // r(y) = max over x of f(x) g(2, y, x)
    const auto f = random_table(random, 5, bits, false);
    const auto g = random_table(random, 4 * 3 * 5, bits, false);
    const IntegerTable tf(f, budget());
    const IntegerTable tg(g, budget());
    SumProduct task;
    task.inputs = 2;
    task.add_axis(3, {0, 5, 1});
    task.add_axis(5, {1, 1, 0});
    task.cells = 3;
    task.terms = 5;
    task.maximum = true;
    const IntegerTable result = compute(task, {{&tf, &tg}, {}, {0, 2 * 15}}, budget());
    for (std::size_t y = 0; y < 3; ++y) {
      Rational most;
      for (std::size_t x = 0; x < 5; ++x) most = std::max(most, f[x] * g[2 * 15 + y * 5 + x]);
      CHECK(result.at(y) == most);
    }
  }
}

TEST_CASE("no axes: one product") {
  const IntegerTable a(std::vector<Rational>{Rational(2, 3)}, budget());
  const IntegerTable b(std::vector<Rational>{Rational(-5, 7)}, budget());
  SumProduct task;
  task.inputs = 2;
  CHECK(compute(task, {{&a, &b}, {}, {}}, budget()).at(0) == Rational(-10, 21));
}

TEST_CASE("a result beyond the memory limit is refused before it is made") {
  Limits limits;
  limits.memory = 1 << 20U;
  causeway::support::Budget small(limits);
  const IntegerTable one(std::vector<Rational>{1}, small);
  SumProduct task;
  task.inputs = 1;
  task.add_axis(1 << 20, {0, 1});
  task.cells = 1 << 20;
  CHECK_THROWS_AS(compute(task, {{&one}, {}, {}}, small), causeway::support::Exhausted);
  std::vector<Rational> many;
  for (int i = 1; i <= 2000; ++i) many.emplace_back(1, i);
  CHECK_THROWS_AS(IntegerTable(many, small), causeway::support::Exhausted);
}

}  // namespace
