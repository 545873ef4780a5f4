// SPDX-License-Identifier: MIT
// One model, many threads; and models that come and go.
#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "causeway/causeway.hpp"

using causeway::Code;
using causeway::Model;
using causeway::Rational;

namespace {

const char* const kModel = R"(
  extern fn twice(0..3) : 0..6
  noise u ~ uniform(0..3)
  noise w ~ bernoulli(1/3)
  var s = w
  var x = if s then u else 3 - u
  var y = twice(x) + (if s then 1 else 0)
  query mean = E(y)
)";

/// Sanitizers do, for a while.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kKeepsFreed = true;
#else
constexpr bool kKeepsFreed = false;
#endif

Model model_with(std::atomic<int>& calls) {
  causeway::Options options;
  options.externs["twice"] = [&calls](std::span<const causeway::Value> x) {
    ++calls;
    return causeway::Value(x[0].number() * Rational(2));
  };
  return Model::parse(kModel, options).value();
}

std::size_t resident_kilobytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t size = 0;
  std::size_t resident = 0;
  file >> size >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace

TEST_CASE("one model and one prepared query serve many threads") {
  std::atomic<int> calls = 0;
  const Model model = model_with(calls);
  const auto prepared = model.prepare("P(y > 2 | w = $w, x = $x?)").value();
  const Rational mean = model.query("mean").value().rational();
  const Rational with = prepared.bind("w", true).evaluate().value().rational();
  const Rational counterfactual = model.query("P(y[s = true] > 3 | y == 0)").value().rational();
  std::atomic<int> wrong = 0;
  const auto work = [&](int seed) {
    for (int i = 0; i < 60; ++i) {
      const bool right =
          model.query("mean").value().rational() == mean &&
          prepared.bind("w", true).evaluate().value().rational() == with &&
          model.given("y == 0").act("s = true").predict("P(y > 3)").value().rational() == counterfactual &&
          model.sample(3, 1).value().units == model.sample(3, 1).value().units &&
          model.query("P(y = 1 | x = 5)").error()[0].code == Code::UndefinedCondition &&
          model.parents("y").value().size() == 2 && model.explain("E(y)").has_value();
      if (!right) ++wrong;
    }
    Model copy = model;
    if (copy.sample(2, static_cast<std::uint64_t>(seed)).value().units.size() != 2) ++wrong;
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work, i);
  for (std::thread& one : threads) one.join();
  CHECK(wrong == 0);
  CHECK(calls <= 4);  // once for each argument
}

TEST_CASE("a query is cancelled from another thread") {
  std::string text = "noise u[i in 1..26] ~ bernoulli(1/2)\n";
  text += "noise v[i in 1..26, j in 1..26 if i < j] ~ bernoulli((i + j) / 100)\n";
  text += "var y = all((u[i] and u[j]) implies v[i, j] for i in 1..26, j in 1..26 if i < j)\n";
  causeway::Options options;
  options.limits.steps = UINT64_MAX;
  options.limits.memory = std::size_t{8} << 30;
  const Model model = Model::parse(text, options).value();
  const causeway::CancelToken cancel;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    cancel.cancel();
  });
  const auto answer = model.query("P(y | sum(u[i] for i in 1..26) == 11)", cancel);
  other.join();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error()[0].code == Code::Cancelled);
}

TEST_CASE("functions of the host do not keep a query from ending") {
  std::atomic<int> calls = 0;
  causeway::Options options;
  const causeway::CancelToken cancel;
  Model* self = nullptr;
  options.externs["slow"] = [&](std::span<const causeway::Value>) {
    if (++calls == 3) cancel.cancel();
    return causeway::Value(1);
  };
  options.externs["again"] = [&](std::span<const causeway::Value>) {
    return causeway::Value(self->query("E(y)").has_value() ? 1 : 0);
  };
  Model model = Model::parse(
                    "extern fn slow(0..99) : 0..7\nextern fn again(0..1) : 0..1\nnoise u ~ uniform(0..99)\n"
                    "noise v ~ uniform(0..1)\nvar x = slow(u)\nvar y = again(v)\n",
                    options)
                    .value();
  self = &model;
  const auto answer = model.query("E(x)", cancel);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error()[0].code == Code::Cancelled);
  CHECK(calls == 3);
  CHECK(model.query("E(y)").value().rational() == Rational(0));  // which asks its own model, in vain
  causeway::Limits late;
  late.time = std::chrono::milliseconds(-1);
  CHECK(model.query("E(x)", late).error()[0].code == Code::Resource);
  causeway::CancelToken moved = cancel;
  const causeway::CancelToken other = std::move(moved);
  moved.cancel();  // NOLINT(bugprone-use-after-move): there is no move
  CHECK(other.cancelled());
}

TEST_CASE("models that come and go leave nothing behind") {
  std::atomic<int> calls = 0;
  std::size_t before = 0;
  for (int i = 0; i < 1000; ++i) {
    if (i == 300) before = resident_kilobytes();
    const Model model = model_with(calls);
    REQUIRE(model.query("dist(x, y)").has_value());
    REQUIRE(model.given("x == 1").act("s = true").predict("mean").has_value());
    REQUIRE_FALSE(model.query("P(z)").has_value());
  }
  if (!kKeepsFreed) CHECK(resident_kilobytes() < before + 1024);
}
