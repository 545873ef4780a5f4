// SPDX-License-Identifier: MIT
// Prepared queries on random models: whatever is bound, the answer or the error is that of the query with the
// values written into it.
#include <doctest/doctest.h>

#include <random>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "random_model.hpp"

namespace {

using causeway::Answer;
using causeway::Model;
using causeway::PreparedQuery;
using causeway::Result;
using causeway::Value;

constexpr std::size_t kModels = 150;
constexpr std::size_t kMostValues = 4;

std::string text(const Result<Answer>& answer) {
  return answer ? causeway::tests::canonical(answer.value())
                : "error " + std::string(to_string(answer.error().front().code));
}

std::string with_values(std::string query, const Value& intervened, const Value& seen) {
  for (const auto& [name, value] : {std::pair("$a", &intervened), std::pair("$s", &seen)}) {
    for (std::size_t at = query.find(name); at != std::string::npos; at = query.find(name))
      query.replace(at, 2, value->to_string());
  }
  return query;
}

struct Tally {
  std::size_t answers = 0;
  std::size_t planned = 0;  // once for all values
};

void check(const Model& model, const std::string& query, const std::vector<Value>& intervened,
           const std::vector<Value>& seen, const std::string& model_text, Tally& tally) {
  const Result<PreparedQuery> prepared = model.prepare(query);
  REQUIRE(prepared);
  for (std::size_t i = 0; i < std::min(intervened.size(), kMostValues); ++i) {
    for (std::size_t k = 0; k < std::min(seen.size(), kMostValues); ++k) {
      PreparedQuery bound = prepared.value();
      if (query.find("$a") != std::string::npos) bound = bound.bind("a", intervened[i]);
      if (query.find("$s") != std::string::npos) bound = bound.bind("s", seen[k]);
      const Result<Answer> answer = bound.evaluate();
      const std::string written = with_values(query, intervened[i], seen[k]);
      CHECK_MESSAGE(text(answer) == text(model.query(written)), written << model_text);
      if (!answer) continue;
      ++tally.answers;
      if (answer.value().timings().plan == 0) ++tally.planned;
    }
  }
}

TEST_CASE("prepared queries answer as they would if they were written out") {
  std::mt19937 random(5);
  Tally one_world;
  Tally several;
  for (std::size_t i = 0; i < kModels; ++i) {
    const std::string model_text = causeway::differential::random_model(random);
    const Result<Model> model = Model::parse(model_text);
    if (!model) continue;
    std::vector<std::string> names;  // noise has other names
    for (const std::string& name : model.value().variables()) {
      if (name.starts_with('x')) names.push_back(name);
    }
    if (names.size() < 2) continue;
    const std::string& x = names[random() % names.size()];
    const std::string& y = names[random() % names.size()];
    const std::string& z = names[random() % names.size()];
    const auto intervened = model.value().domain(x);
    const auto seen = model.value().domain(z);
    if (!intervened || !seen) continue;
    const auto ask = [&](const std::string& query, Tally& tally) {
      check(model.value(), query, intervened.value().values(), seen.value().values(), model_text, tally);
    };
    ask("dist(" + y + " | " + z + " = $s)", one_world);
    ask("dist(" + y + " | " + z + " = $s, do(" + x + " = $a))", one_world);
    ask("dist(" + y + "[" + x + " = $a] | " + z + " = $s)", several);
    ask("dist(" + y + "[" + x + " = $a], " + y + " | " + x + " = $a)", several);
  }
  CHECK(one_world.planned > one_world.answers / 3);
  CHECK(several.planned > several.answers / 10);
  MESSAGE(one_world.planned << " of " << one_world.answers << ", " << several.planned << " of "
                            << several.answers);
}

}  // namespace
