// SPDX-License-Identifier: MIT
// The axioms of counterfactuals (Pearl, Causality, 7.3.1) and laws that follow from them, on random models:
// no second evaluator is needed to know these answers. An error of the model itself, such as an undefined
// operation that the question reaches, is no counterexample; that a coupling is missing would be one.
#include <doctest/doctest.h>

#include <random>
#include <set>

#include "causeway/causeway.hpp"
#include "random_model.hpp"

namespace {

using causeway::Answer;
using causeway::Code;
using causeway::Model;
using causeway::Rational;
using causeway::Result;
using causeway::Value;
using causeway::differential::random_model;

constexpr std::size_t kModels = 400;

struct Asker {
  const Model& model;
  const std::string& text;
  std::size_t decided = 0;

  /// Nothing where the model's own errors stand in the way.
  std::optional<Answer> ask(const std::string& query) {
    static const std::set<Code> kOfTheModel = {Code::UndefinedOperation, Code::Probability,
                                               Code::UndefinedCondition, Code::Resource};
    const Result<Answer> answer = model.query(query);
    if (answer) {
      ++decided;
      return answer.value();
    }
    CHECK_MESSAGE(kOfTheModel.contains(answer.error().front().code),
                  query << "\n"
                        << answer.error().front().to_string() << text);
    return std::nullopt;
  }
  void certain(const std::string& query) {
    const auto answer = ask(query);
    if (answer)
      CHECK_MESSAGE(answer->rational() == Rational(1), query << " = " << answer->rational().to_string()
                                                             << "\n"
                                                             << text);
  }
};

/// Endogenous variables; noise has other names.
std::vector<std::string> endogenous(const Model& model) {
  std::vector<std::string> names;
  for (const std::string& name : model.variables()) {
    if (name.starts_with('x')) names.push_back(name);
  }
  return names;
}

void check_axioms(Asker& asker, const std::string& x, const std::string& y) {
  const auto domain = asker.model.domain(x);
  if (!domain) return;
  for (const Value& value : domain.value().values()) {
    const std::string set = x + " = " + value.to_string();
    asker.certain("P(" + x + "[" + set + "] == " + value.to_string() + ")");  // effectiveness
    asker.certain("P(" + y + "[" + set + "] == " + y + " | " + set + ")");    // consistency
    asker.certain("P(" + y + "[" + set + ", " + y + " = " + y + "[" + set + "]] == " + y + "[" + set +
                  "])");  // composition
  }
  asker.certain("P(" + y + "[" + x + " = " + x + "[]] == " + y + ")");
  const auto rows =
      asker.ask("dist(" + y + " | do(" + x + " = " + domain.value().values().front().to_string() + "))");
  if (!rows) return;
  Rational sum;
  for (const auto& row : rows->table().rows) sum += std::get<Rational>(row.result);
  CHECK_MESSAGE(sum == Rational(1), y << "\n" << asker.text);
}

TEST_CASE("the axioms of counterfactuals hold in random models") {
  std::mt19937 random(20260101);
  std::size_t decided = 0;
  for (std::size_t i = 0; i < kModels; ++i) {
    const std::string text = random_model(random);
    const Result<Model> model = Model::parse(text);
    if (!model) continue;
    const std::vector<std::string> names = endogenous(model.value());
    if (names.size() < 2) continue;
    Asker asker{model.value(), text};
    const std::size_t first = random() % names.size();
    check_axioms(asker, names[first], names[(first + 1 + random() % (names.size() - 1)) % names.size()]);
    decided += asker.decided;
  }
  CHECK(decided > 4 * kModels);
}

/// Binary x and y of one noise each: the bounds and identities of Causality, chapter 9.
TEST_CASE("necessity, sufficiency, and both") {
  std::mt19937 random(9);
  const auto probability = [&] { return std::to_string(1 + random() % 6) + "/7"; };
  for (int i = 0; i < 50; ++i) {
    const std::string text =
        "import \"effects\"\nnoise u ~ bernoulli(" + probability() + ")\nnoise v ~ bernoulli(" +
        probability() + ")\nvar z = u xor v\nvar x ~ bernoulli(if z then " + probability() + " else " +
        probability() + ")\nvar m ~ bernoulli(if x then " + probability() + " else " + probability() +
        ") coupling quantile\nvar y ~ bernoulli(if m == z then " + probability() + " else if x then " +
        probability() + " else " + probability() + ") coupling quantile\n";
    const Model model = Model::parse(text).value();
    const auto p = [&](const std::string& query) { return model.query(query).value().rational(); };
    const Rational both = p("P(y[x = 1], not y[x = 0])");
    const Rational necessity = p("P(not y[x = 0] | x, y)");
    const Rational sufficiency = p("P(y[x = 1] | not x, not y)");
    CHECK(both == p("P(x, y)") * necessity + p("P(not x, not y)") * sufficiency);
    CHECK(p("ATE(x, y)") == p("NDE(x, y, m)") - p("NIE(x, y, m, from: true, to: false)"));
    CHECK(p("ATE(x, y)") == both - p("P(not y[x = 1], y[x = 0])"));
  }
}

}  // namespace
