// SPDX-License-Identifier: MIT
// Residues give the integers that the direct kernel gives, with every kind of instructions.
#include <doctest/doctest.h>

#include <random>

#include "number/residues.hpp"

namespace {

using causeway::Rational;
using causeway::number::compute_by_residues;
using causeway::number::Instructions;
using causeway::number::IntegerTable;
using causeway::number::ResiduePlan;
using causeway::number::SumProduct;

causeway::support::Budget& budget() {
  static causeway::support::Budget one(causeway::Limits{});
  return one;
}

std::vector<Instructions> all_instructions() {
  std::vector<Instructions> result{Instructions::Portable};
  if (causeway::number::best_instructions() != Instructions::Portable)
    result.push_back(causeway::number::best_instructions());
  return result;
}

IntegerTable random_table(std::size_t cells, std::size_t width, std::mt19937_64& random) {
  IntegerTable table(cells, width, 1);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    if (random() % 4 == 0) continue;
    for (std::size_t i = 0; i < width; ++i) table.words(cell)[i] = random();
    // Of all lengths, and not negative.
    table.words(cell)[width - 1] >>= 1 + random() % 63;
  }
  table.settle();
  return table;
}

/// Matrices over a chain of axes, multiplied two, three or one at a time; each step reads the last result.
struct Sample {
  std::vector<IntegerTable> tables;
  ResiduePlan plan;
};

std::size_t random_size(std::mt19937_64& random) {
  return random() % 20 == 0 ? 4100 : 1 + random() % 6;
}

void add_step(Sample& sample, std::size_t rows, std::size_t columns, std::size_t inputs, std::size_t width,
              std::mt19937_64& random) {
  auto& step = sample.plan.steps.emplace_back();
  step.loop.axes = {rows, columns};
  step.loop.output = {1, 0};
  step.loop.cells = rows;
  step.loop.terms = columns;
  for (std::size_t i = 0; i < inputs; ++i) {
    const bool message = i == 0 && sample.plan.steps.size() > 1;
    step.messages.push_back(message ? std::optional(sample.plan.steps.size() - 2) : std::nullopt);
    if (message) {
      step.loop.inputs.push_back({nullptr, {0, 1}});
    } else {
      sample.tables.push_back(random_table(rows * columns, width, random));
      step.loop.inputs.push_back({nullptr, {columns, 1}});
    }
  }
}

/// The same by the direct kernel.
IntegerTable direct(const ResiduePlan& plan) {
  std::vector<IntegerTable> results;
  for (const ResiduePlan::Step& step : plan.steps) {
    SumProduct loop = step.loop;
    for (std::size_t i = 0; i < loop.inputs.size(); ++i) {
      if (step.messages[i]) loop.inputs[i].table = &results[*step.messages[i]];
    }
    results.push_back(causeway::number::compute(loop, budget()));
  }
  return results.back();
}

TEST_CASE("residues are the integers themselves") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60; ++round) {
    Sample sample;
    sample.tables.reserve(64);
    std::size_t columns = random_size(random);
    for (std::size_t steps = 1 + random() % 5; steps > 0; --steps) {
      const std::size_t rows = random_size(random) % 200 + 1;
      add_step(sample, rows, columns, 1 + random() % 4, 1 + random() % 3, random);
      columns = rows;
    }
    auto table = sample.tables.begin();
    for (ResiduePlan::Step& step : sample.plan.steps) {
      for (std::size_t i = 0; i < step.loop.inputs.size(); ++i) {
        if (!step.messages[i]) step.loop.inputs[i].table = &*table++;
      }
    }
    const IntegerTable expected = direct(sample.plan);
    sample.plan.outputs = {{sample.plan.steps.size() - 1, expected.bits() + 1}};
    for (const Instructions one : all_instructions()) {
      const IntegerTable found = compute_by_residues(sample.plan, budget(), one)[0];
      REQUIRE(found.size() == expected.size());
      for (std::size_t cell = 0; cell < found.size(); ++cell) CHECK(found.at(cell) == expected.at(cell));
    }
  }
}

TEST_CASE("functions choose the places, and freed results are gone") {
  const std::vector<std::int32_t> next{1, 2, -1, 0};
  const IntegerTable weights({3, 5, 7, 11}, 1);
  ResiduePlan plan;
  for (int i = 0; i < 2; ++i) {
    auto& step = plan.steps.emplace_back();
    step.loop.axes = {4};
    step.loop.inputs = {{&weights, {1}}};
    step.messages = {std::nullopt};
    if (i == 1) {
      step.loop.inputs.push_back({nullptr, {1}});
      step.messages.emplace_back(0);
      step.freed = {0};
    }
    step.loop.maps = {{&next, {1}, {{step.loop.inputs.size() + 1, 1}}}};
    step.loop.output = {0};
    step.loop.cells = 3;
  }
  plan.steps[0].loop.cells = 4;
  plan.steps[0].loop.maps[0].moves = {{2, 1}};
  plan.steps[1].loop.maps[0].moves = {{3, 1}};
  plan.outputs = {{1, 64}};
  // First: cell next(x) gets weight x; then next(x) gets weight x times that of cell x.
  for (const Instructions one : all_instructions()) {
    const IntegerTable found = compute_by_residues(plan, budget(), one)[0];
    CHECK(found.at(0) == Rational(0));
    CHECK(found.at(1) == Rational(3 * 11));
    CHECK(found.at(2) == Rational(5 * 3));
  }
}

TEST_CASE("primes") {
  const auto primes = causeway::number::residue_primes(300);
  CHECK(primes.size() == 300);
  CHECK(primes[0] == (std::uint64_t{1} << 50U) - 27);
  for (std::size_t i = 1; i < primes.size(); ++i) CHECK(primes[i] < primes[i - 1]);
  CHECK(primes.back() > (std::uint64_t{1} << 50U) - 20'000);
}

}  // namespace
