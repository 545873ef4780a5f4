// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "causeway/causeway.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

namespace {

const char* const kSquad =
    "model squad\nnoise u ~ bernoulli(7/10)\nnoise w ~ bernoulli(1/10)\nvar captain = u\nvar rifle_a = "
    "captain or w\n"
    "var rifle_b = captain\n/// Is the prisoner dead?\nvar death = rifle_a or rifle_b\nquery alive = P(not "
    "death[rifle_a = false] | death)\n";

Code code_of(const Result<Answer>& answer) {
  return answer.error().front().code;
}

}  // namespace

TEST_CASE("a model answers texts and names") {
  const Model model = Model::parse(kSquad).value();
  CHECK(model.name() == "squad");
  CHECK(model.query("P(u | death)").value().rational() == Rational(70, 73));
  CHECK(model.query("alive").value().rational() == Rational(3, 73));
  CHECK(model.query("P(death) > 1/2").value().boolean());
  REQUIRE(model.questions().size() == 1);
  CHECK(model.questions()[0].name == "alive");
  CHECK(model.questions()[0].place.line == 9);
  CHECK(model.answer(0).value().rational() == Rational(3, 73));
}

TEST_CASE("value() throws what error() holds") {
  const Result<Model> model = Model::parse("var x = ");
  REQUIRE(!model);
  CHECK(model.error().front().code == Code::Syntax);
  CHECK_THROWS_AS(model.value(), Error);
  try {
    model.value();
  } catch (const Error& error) {
    CHECK(error.diagnostics().size() == 1);
    CHECK(std::string(error.what()).find("this ends too early") != std::string::npos);
  }
}

TEST_CASE("facts of a model") {
  const Model model = Model::parse(kSquad).value();
  CHECK(model.variables() == std::vector<std::string>{"u", "w", "captain", "rifle_a", "rifle_b", "death"});
  CHECK(model.parents("rifle_a").value() == std::vector<std::string>{"captain", "w"});
  CHECK(model.children("captain").value() == std::vector<std::string>{"rifle_a", "rifle_b"});
  CHECK(model.domain("death").value().to_string() == "bool");
  CHECK(model.domain("deth").error().front().hint == "did you mean `death`?");
  const ModelInfo info = model.info();
  CHECK(info.variables.back().documentation == "Is the prisoner dead?");
  CHECK(info.joint_states == Rational(16));
}

TEST_CASE("parameters from the host") {
  const std::string text =
      "enum G { a, b }\nparam p = 1/3\nparam g : G = a\nparam row = [1/2, 1/2]\nconst q = p / 2\nvar x ~ "
      "bernoulli(q)\nvar y = if x then g else b\n";
  Options options;
  CHECK(Model::parse(text).value().query("P(x)").value().rational() == Rational(1, 6));
  options.params = {{"p", "1/4"}, {"g", "b"}, {"row", "[1/4, 3/4]"}};
  CHECK(Model::parse(text, options).value().query("P(x)").value().rational() == Rational(1, 8));
  CHECK(Model::parse(text, options).value().query("P(y = b)").value().rational() == Rational(1));
  const auto refused = [&](const std::string& name, const std::string& value) {
    Options bad;
    bad.params[name] = value;
    return Model::parse(text, bad).error().front().code;
  };
  CHECK(refused("z", "1") == Code::Name);
  CHECK(refused("q", "1") == Code::Name);
  CHECK(refused("p", "true") == Code::Type);
  CHECK(refused("p", "a") == Code::Type);
  CHECK(refused("p", "[1]") == Code::Type);
  CHECK(refused("p", "1 +") == Code::Syntax);
  CHECK(refused("g", "c") == Code::Name);
  CHECK(refused("p", "1/0") == Code::UndefinedOperation);
}

TEST_CASE("extern functions") {
  const std::string text =
      "extern fn f(0..3, bool) : 0..7\nnoise u : 0..3 ~ uniform(0..3)\nvar x = f(u, u > 1)\nvar y = f(1, "
      "true)\n";
  const Model unbound = Model::parse(text).value();
  CHECK(code_of(unbound.query("P(x = 1)")) == Code::Unbound);
  CHECK(unbound.query("P(u = 1)").value().rational() == Rational(1, 4));
  int calls = 0;
  Options options;
  options.externs["f"] = [&](std::span<const Value> args) -> Value {
    ++calls;
    if (args[0].number() == Rational(3)) throw std::runtime_error("no threes");
    return Rational(args[1].boolean() ? 7 : 0);
  };
  const Model bound = Model::parse(text, options).value();
  CHECK(bound.query("P(x = 7 | u < 3)").value().rational() == Rational(1, 3));
  CHECK(bound.query("P(y = 7)").value().rational() == Rational(1));
  const Result<Answer> failed = bound.query("P(x = 7)");
  CHECK(code_of(failed) == Code::UndefinedOperation);
  CHECK(failed.error().front().message.find("no threes") != std::string::npos);
  CHECK(calls == 5);  // (0,f) (1,f) (2,t) (3,t) (1,t): once for each tuple of arguments
  Options wrong;
  wrong.externs["f"] = [](std::span<const Value>) -> Value { return 99; };
  CHECK(code_of(Model::parse(text, wrong).value().query("P(x = 1)")) == Code::UndefinedOperation);
}

TEST_CASE("imports through a loader") {
  Options options;
  options.loader = [](const std::string& path) -> std::optional<std::string> {
    if (path == "lib/a.scm") return "import \"b.scm\"\nvar a = b";
    if (path == "lib/b.scm") return "noise b ~ bernoulli(1/3)";
    if (path == "loop.scm") return "import \"loop.scm\"";
    return std::nullopt;
  };
  CHECK(Model::parse("import \"lib/a.scm\"\nvar c = a and b", options)
            .value()
            .query("P(c)")
            .value()
            .rational() == Rational(1, 3));
  CHECK(Model::parse("import \"x.scm\"", options).error().front().message ==
        "cannot import `x.scm`: the file cannot be read");
  CHECK(Model::parse("import \"x.scm\"", options).error().front().code == Code::Io);
  CHECK(Model::parse("import \"loop.scm\"", options).error().front().code == Code::Name);
  CHECK(Model::parse("import \"nothing\"", options).error().front().code == Code::Name);
}

/// Percolation on a grid: exact, and 2^n at a time.
Model percolation(int n) {
  return Model::parse("const n = " + std::to_string(n) + R"(
noise open[i in 1..n, j in 1..n] ~ bernoulli(3/4)
var reach[i in 1..n, j in 1..n] = open[i, j] and ((i == 1 and j == 1) or
  (if i > 1 then reach[i-1, j] else false) or (if j > 1 then reach[i, j-1] else false))
)")
      .value();
}

TEST_CASE("limits end in resource errors") {
  const Model model = percolation(18);
  Limits limits;
  limits.steps = 100'000;
  CHECK(code_of(model.query("P(reach[n, n])", limits)) == Code::Resource);
  limits = {};
  limits.steps = std::uint64_t{1} << 60;
  limits.time = std::chrono::milliseconds(50);
  CHECK(code_of(model.query("P(reach[n, n])", limits)) == Code::Resource);
  limits = {};
  limits.factor = 100;
  CHECK(code_of(model.query("P(reach[n, n])", limits)) == Code::Resource);
  CHECK(model.query("P(reach[n, n])", limits).error()[0].message.ends_with("the limit is 100 cells"));
  CHECK(model.explain("P(reach[n, n])", limits).value().terms[0].plan_error.ends_with("100 cells"));
  limits = {};
  limits.memory = 1 << 20;
  CHECK(code_of(model.query("P(reach[n, n])", limits)) == Code::Resource);
  Options options;
  options.limits.memory = 100'000;
  CHECK(Model::parse("var x[i in 1..100000] = i", options).error().front().code == Code::Resource);
  options = {};
  options.limits.domain = 10;
  CHECK(Model::parse("var x : 0..10 = 1", options).error().front().code == Code::Resource);
  options = {};
  options.limits.source = 10;
  CHECK(Model::parse("var x = 1 + 1 + 1", options).error().front().code == Code::Resource);
  options = {};
  options.limits.depth = 3;
  CHECK(Model::parse("var x = ((((1))))", options).error().front().code == Code::Syntax);
}

TEST_CASE("a running query is cancelled from another thread") {
  const Model model = percolation(20);
  Limits limits;
  limits.steps = std::uint64_t{1} << 60;
  const CancelToken cancel;
  std::thread host([cancel] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    cancel.cancel();
  });
  const Result<Answer> answer = model.query("P(reach[n, n])", limits, cancel);
  host.join();
  CHECK(code_of(answer) == Code::Cancelled);
}

TEST_CASE("one model, many threads") {
  const Model model = Model::parse(kSquad).value();
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&model, &right] {
      for (int i = 0; i < 50; ++i) {
        if (model.query("P(not death[rifle_a = false] | death)").value().rational() == Rational(3, 73))
          ++right;
      }
    });
  }
  for (std::thread& one : threads) one.join();
  CHECK(right == 200);
}

TEST_CASE("a copy outlives its model") {
  std::optional<Model> copy;
  {
    const Model model = Model::parse(kSquad).value();
    copy = model;
  }
  CHECK(copy->query("P(u)").value().rational() == Rational(7, 10));
}
