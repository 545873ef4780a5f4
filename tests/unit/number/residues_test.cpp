// SPDX-License-Identifier: MIT
// Residues give the integers that the direct kernel gives, with every kind of instructions.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cfenv>
#include <deque>
#include <random>

#include "number/modular.hpp"
#include "number/natural.hpp"
#include "number/reconstruction.hpp"
#include "number/residue_arrangement.hpp"
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

IntegerTable random_table(std::size_t cells, std::size_t width, std::mt19937_64& random) {
  IntegerTable table(cells, width, 1, budget());
  const bool small = random() % 2 == 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    if (random() % 4 == 0) continue;
    for (std::size_t i = 0; i < width; ++i) table.words(cell)[i] = random();
    // Of all lengths, and not negative.
    table.words(cell)[width - 1] >>= width == 1 && small ? 50 : 1 + random() % 63;
  }
  table.settle();
  return table;
}

/// Matrices over a chain of axes, multiplied two, three or one at a time; each step reads the last result.
struct Sample {
  std::deque<IntegerTable> tables;
  std::deque<SumProduct> loops;
  ResiduePlan plan;
};

std::size_t random_size(std::mt19937_64& random) {
  return random() % 20 == 0 ? 4100 : 1 + random() % 6;
}

void add_step(Sample& sample, std::size_t rows, std::size_t columns, std::size_t inputs, std::size_t width,
              std::mt19937_64& random) {
  SumProduct& loop = sample.loops.emplace_back();
  auto& step = sample.plan.steps.emplace_back();
  step.loop = &loop;
  loop.inputs = inputs;
  loop.axes = {rows, columns};
  loop.strides.assign(2 * loop.places(), 1);
  loop.cells = rows;
  loop.terms = columns;
  loop.strides.back() = 0;
  for (std::size_t i = 0; i < inputs; ++i) {
    const bool message = i == 0 && sample.plan.steps.size() > 1;
    step.messages.push_back(message ? std::optional(sample.plan.steps.size() - 2) : std::nullopt);
    loop.strides[i] = message ? 0 : columns;
    if (!message) sample.tables.push_back(random_table(rows * columns, width, random));
    step.operands.tables.push_back(message ? nullptr : &sample.tables.back());
  }
}

/// The same by the direct kernel: the result of every step.
std::vector<IntegerTable> direct(const ResiduePlan& plan) {
  std::vector<IntegerTable> results;
  for (const ResiduePlan::Step& step : plan.steps) {
    causeway::number::Operands operands = step.operands;
    for (std::size_t i = 0; i < operands.tables.size(); ++i) {
      if (step.messages[i]) operands.tables[i] = &results[*step.messages[i]];
    }
    results.push_back(causeway::number::compute(*step.loop, operands, budget()));
  }
  return results;
}

/// Sums over some of up to six axes, of tables and earlier results over some of them, in any order of axes;
/// a result may be read again and again, or never.
class Tangle {
 public:
  explicit Tangle(std::mt19937_64& random) : random_(random) {
    for (std::size_t& one : sizes_) one = 1 + random_() % 5;
    for (std::size_t steps = 2 + random_() % 6; steps > 0; --steps) add();
    for (std::size_t i = 0; i < sample.plan.steps.size(); ++i) {
      const bool last = i + 1 == sample.plan.steps.size();
      if (last || random_() % 3 == 0) outputs.push_back(i);
    }
    free_unread();
  }

  Sample sample;
  std::vector<std::size_t> outputs;

 private:
  static constexpr std::size_t kAxes = 6;
  using Axes = std::vector<std::size_t>;

  Axes some() {
    Axes result;
    for (std::size_t axis = 0; axis < kAxes; ++axis) {
      if (random_() % 2 == 0) result.push_back(axis);
    }
    std::shuffle(result.begin(), result.end(), random_);
    return result;
  }
  std::size_t cells(const Axes& axes) const {
    std::size_t result = 1;
    for (const std::size_t one : axes) result *= sizes_[one];
    return result;
  }
  std::size_t stride(const Axes& axes, std::size_t axis) const {
    std::size_t result = 1;
    for (auto one = axes.rbegin(); one != axes.rend(); ++one) {
      if (*one == axis) return result;
      result *= sizes_[*one];
    }
    return 0;
  }

  void add() {
    SumProduct& loop = sample.loops.emplace_back();
    ResiduePlan::Step step;
    loop.inputs = 1 + random_() % 4;
    std::vector<Axes> scopes;
    for (std::size_t i = 0; i < loop.inputs; ++i) {
      if (!results_.empty() && random_() % 2 == 0) {
        const std::size_t message = random_() % results_.size();
        step.messages.emplace_back(message);
        step.operands.tables.push_back(nullptr);
        scopes.push_back(results_[message]);
      } else {
        scopes.push_back(some());
        sample.tables.push_back(random_table(cells(scopes.back()), 1 + random_() % 3, random_));
        step.messages.emplace_back(std::nullopt);
        step.operands.tables.push_back(&sample.tables.back());
      }
    }
    Axes kept;
    Axes summed;
    for (std::size_t axis = 0; axis < kAxes; ++axis) {
      const bool has = std::any_of(scopes.begin(), scopes.end(), [&](const Axes& scope) {
        return std::find(scope.begin(), scope.end(), axis) != scope.end();
      });
      if (has) (random_() % 2 == 0 ? kept : summed).push_back(axis);
    }
    std::shuffle(kept.begin(), kept.end(), random_);
    Axes all = kept;
    all.insert(all.end(), summed.begin(), summed.end());
    for (const std::size_t axis : all) {
      loop.axes.push_back(sizes_[axis]);
      for (const Axes& scope : scopes) loop.strides.push_back(stride(scope, axis));
      loop.strides.push_back(stride(kept, axis));
    }
    loop.cells = cells(kept);
    loop.terms = cells(summed);
    step.loop = &loop;
    sample.plan.steps.push_back(std::move(step));
    results_.push_back(std::move(kept));
  }

  void free_unread() {
    std::vector<bool> read(results_.size(), false);
    for (const std::size_t one : outputs) read[one] = true;
    for (auto step = sample.plan.steps.rbegin(); step != sample.plan.steps.rend(); ++step) {
      for (const auto& message : step->messages) {
        if (message && !read[*message]) step->freed.push_back(*message);
        if (message) read[*message] = true;
      }
    }
  }

  std::mt19937_64& random_;
  std::array<std::size_t, kAxes> sizes_{};
  std::vector<Axes> results_;
};

TEST_CASE("residues are the integers themselves") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60; ++round) {
    Sample sample;
    std::size_t columns = random_size(random);
    for (std::size_t steps = 1 + random() % 5; steps > 0; --steps) {
      const std::size_t rows = random_size(random) % 200 + 1;
      add_step(sample, rows, columns, 1 + random() % 4, 1 + random() % 3, random);
      columns = rows;
    }
    const IntegerTable expected = direct(sample.plan).back();
    sample.plan.outputs = {{sample.plan.steps.size() - 1, expected.bits() + 1}};
    for (const Instructions one : causeway::number::known_instructions()) {
      const IntegerTable found = compute_by_residues(sample.plan, budget(), one)[0];
      REQUIRE(found.size() == expected.size());
      for (std::size_t cell = 0; cell < found.size(); ++cell) CHECK(found.at(cell) == expected.at(cell));
    }
  }
}

TEST_CASE("sums over many axes, results read often, outputs of all lengths") {
  std::mt19937_64 random(21);
  std::size_t several = 0;
  for (int round = 0; round < 400; ++round) {
    Tangle tangle(random);
    ResiduePlan& plan = tangle.sample.plan;
    const std::vector<IntegerTable> expected = direct(plan);
    for (const std::size_t step : tangle.outputs)
      plan.outputs.push_back({step, std::max<std::size_t>(expected[step].bits(), 1)});
    several += plan.outputs.size() > 1 ? 1 : 0;
    for (const Instructions one : causeway::number::known_instructions()) {
      const std::vector<IntegerTable> found = compute_by_residues(plan, budget(), one);
      REQUIRE(found.size() == plan.outputs.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        const IntegerTable& right = expected[plan.outputs[i].step];
        REQUIRE(found[i].size() == right.size());
        // A small step's result is the numbers up to a factor, its scale.
        for (std::size_t cell = 0; cell < right.size(); ++cell) REQUIRE(found[i].at(cell) == right.at(cell));
      }
    }
  }
  CHECK(several > 100);
}

TEST_CASE("functions choose the places, and freed results are gone") {
  const std::vector<std::int32_t> next{1, 2, -1, 0};
  const std::int64_t great = std::int64_t{1} << 60;
  const IntegerTable weights({3 + great, 5, 7, 11 + great}, 1);
  SumProduct loops[2];
  loops[0].inputs = 1;
  loops[0].maps = {{{2, 1}}};
  loops[0].cells = 4;
  loops[0].add_axis(4, {1, 1, 0});
  loops[1].inputs = 2;
  loops[1].maps = {{{3, 1}}};
  loops[1].cells = 3;
  loops[1].add_axis(4, {1, 1, 1, 0});
  ResiduePlan plan;
  plan.steps.push_back({&loops[0], {{&weights}, {&next}, {}}, {std::nullopt}, {}});
  plan.steps.push_back({&loops[1], {{&weights, nullptr}, {&next}, {}}, {std::nullopt, 0}, {0}});
  plan.outputs = {{1, 122}};
  // First: cell next(x) gets weight x; then next(x) gets weight x times that of cell x.
  for (const Instructions one : causeway::number::known_instructions()) {
    const IntegerTable found = compute_by_residues(plan, budget(), one)[0];
    CHECK(found.at(0) == Rational(0));
    CHECK(found.at(1) == Rational(3 + great) * Rational(11 + great));
    CHECK(found.at(2) == Rational(5) * Rational(3 + great));
  }
}

TEST_CASE("threads change nothing") {
  // One step after the other over 200 values of 250 bits each: about 4,000 bits, and enough products.
  std::mt19937_64 random(11);
  Sample sample;
  for (int steps = 0; steps < 16; ++steps) add_step(sample, 200, 200, 2, 4, random);
  sample.plan.outputs = {{15, 5000}};
  std::vector<std::vector<Rational>> found;
  for (const std::size_t threads : {1U, 2U, 5U}) {
    causeway::Limits limits;
    limits.threads = threads;
    causeway::support::Budget own(limits);
    const IntegerTable table = compute_by_residues(sample.plan, own)[0];
    auto& numbers = found.emplace_back();
    for (std::size_t cell = 0; cell < table.size(); ++cell) numbers.push_back(table.at(cell));
    CHECK(own.left() < limits.steps - std::uint64_t{16} * 200 * 200);
  }
  // The first steps have short numbers: their residues are extended, which changes nothing either.
  const causeway::number::Arrangement arrangement(sample.plan, budget());
  CHECK(std::any_of(arrangement.steps().begin(), arrangement.steps().end(),
                    [](const auto& step) { return step.extended(); }));
  const IntegerTable expected = direct(sample.plan).back();
  for (std::size_t cell = 0; cell < expected.size(); ++cell) CHECK(found[0][cell] == expected.at(cell));
  CHECK(found[0] == found[1]);
  CHECK(found[0] == found[2]);
  CHECK(found[0][0].bits() > 2000);
}

TEST_CASE("the host's rounding changes nothing") {
  std::mt19937_64 random(13);
  Sample sample;
  for (int steps = 0; steps < 4; ++steps) add_step(sample, 20, 20, 2, 3, random);
  const IntegerTable expected = direct(sample.plan).back();
  sample.plan.outputs = {{3, expected.bits() + 1}};
  for (const int mode : {FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO}) {
    for (const Instructions one : causeway::number::known_instructions()) {
      std::fesetround(mode);
      const IntegerTable found = compute_by_residues(sample.plan, budget(), one)[0];
      std::fesetround(FE_TONEAREST);
      for (std::size_t cell = 0; cell < found.size(); ++cell) CHECK(found.at(cell) == expected.at(cell));
    }
  }
}

TEST_CASE("threads stop when the host cancels, and when a limit is reached") {
  std::mt19937_64 random(12);
  Sample sample;
  for (int steps = 0; steps < 16; ++steps) add_step(sample, 200, 200, 2, 4, random);
  sample.plan.outputs = {{15, 5000}};
  causeway::Limits limits;
  limits.threads = 3;
  causeway::CancelToken cancel;
  cancel.cancel();
  causeway::support::Budget cancelled(limits, cancel);
  CHECK_THROWS_AS(compute_by_residues(sample.plan, cancelled), causeway::support::Exhausted);
  limits.steps = 1'000'000;
  causeway::support::Budget small(limits);
  CHECK_THROWS_AS(compute_by_residues(sample.plan, small), causeway::support::Exhausted);
}

TEST_CASE("integers of all sizes come back from their residues") {
  using causeway::number::Integer;
  std::mt19937_64 random(12);
  const auto known = causeway::number::residue_primes(200, budget());
  for (const std::size_t count : {1, 2, 7, 63, 64, 65, 130, 200}) {
    const std::span<const causeway::number::Prime> primes(known->data(), count);
    Integer all = 1;
    for (const auto& one : primes) all *= one.value;
    std::vector<Integer> numbers{0, 1, all / 4, all / 2, all - all / 4, all - 2, all - 1};
    for (int i = 0; i < 20; ++i) {
      Integer number = 0;
      for (std::size_t k = 0; k < 1 + random() % count; ++k) number = (number << 64) + random();
      numbers.emplace_back(number % all);
    }
    std::vector<std::uint64_t> residues;
    for (const Integer& number : numbers) {
      for (const auto& one : primes) residues.push_back(static_cast<std::uint64_t>(number % one.value));
    }
    std::size_t width = 0;
    const auto words = causeway::number::reconstruct(primes, residues, width, budget());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto from = words.begin() + static_cast<std::ptrdiff_t>(i * width);
      causeway::number::Words one(from, from + static_cast<std::ptrdiff_t>(width));
      causeway::number::trim(one);
      REQUIRE(causeway::number::integer_of(one) == numbers[i]);
    }
  }
}

TEST_CASE("primes suffice for so many bits") {
  using causeway::number::Integer;
  const auto known = causeway::number::residue_primes(300, budget());
  for (std::size_t bits = 1; bits < 14'000; bits += bits < 210 ? 1 : 49) {
    Integer product = 1;
    for (std::size_t i = 0; i < causeway::number::primes_for(bits); ++i) product *= (*known)[i].value;
    REQUIRE(product >= Integer(1) << bits);
  }
}

TEST_CASE("primes") {
  const auto known = causeway::number::residue_primes(300, budget());
  const auto& primes = *known;
  REQUIRE(primes.size() >= 300);
  CHECK(primes[0].value == (std::uint64_t{1} << 50U) - 27);
  for (std::size_t i = 1; i < primes.size(); ++i) CHECK(primes[i].value < primes[i - 1].value);
  CHECK(primes[299].value > (std::uint64_t{1} << 50U) - 40'000);
}

}  // namespace
