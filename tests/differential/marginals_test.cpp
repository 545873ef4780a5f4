// SPDX-License-Identifier: MIT
// `marginals` computes all distributions in one go; each must be what `dist` says of its variable alone.
#include <doctest/doctest.h>

#include <random>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "random_model.hpp"

namespace {

using causeway::Answer;
using causeway::Model;
using causeway::Result;
using causeway::differential::random_model;

constexpr std::size_t kModels = 300;

/// What was seen of up to two variables; possible or not.
std::string random_evidence(const Model& model, std::mt19937& random) {
  std::string text;
  const std::vector<std::string> names = model.variables();
  const std::size_t conditions = random() % 3;
  for (std::size_t i = 0; i < conditions; ++i) {
    const std::string& name = names[random() % names.size()];
    const auto domain = model.domain(name);
    if (!domain) continue;
    const auto& values = domain.value().values();
    text += (text.empty() ? "| " : ", ") + name + " = " + values[random() % values.size()].to_string();
  }
  return text;
}

/// The number of distributions compared.
std::size_t check_marginals(const Model& model, const std::string& evidence, const std::string& text) {
  const Result<Answer> all = model.query("marginals( " + evidence + ")");
  std::string failed;
  std::vector<std::string> alone;
  for (const std::string& name : model.variables()) {
    const Result<Answer> one = model.query("dist(" + name + " " + evidence + ")");
    if (!one) failed = to_string(one.error().front().code);
    alone.push_back(one ? name + causeway::tests::canonical(one.value()) : "");
  }
  if (!all) {
    CHECK_MESSAGE(!failed.empty(), evidence << ": " << all.error().front().to_string() << text);
    return 0;
  }
  for (const Answer::Marginal& one : all.value().marginals()) {
    const std::string found =
        one.variable + causeway::tests::canonical({Answer::Kind::Distribution, one.table});
    CHECK_MESSAGE(std::find(alone.begin(), alone.end(), found) != alone.end(),
                  "marginals( " << evidence << "): " << found << text);
  }
  return all.value().marginals().size();
}

TEST_CASE("marginals are the distributions of all variables") {
  std::mt19937 random(11);
  std::size_t compared = 0;
  for (std::size_t i = 0; i < kModels; ++i) {
    const std::string text = random_model(random);
    const Result<Model> model = Model::parse(text);
    if (!model) continue;
    for (int k = 0; k < 3; ++k)
      compared += check_marginals(model.value(), random_evidence(model.value(), random), text);
  }
  CHECK(compared > 2 * kModels);
}

}  // namespace
