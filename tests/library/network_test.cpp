// SPDX-License-Identifier: MIT
// A model and its Bayesian network give the same answers to what is seen and to what is done.
#include "causeway/network.hpp"

#include <doctest/doctest.h>

#include "causeway/causeway.hpp"
#include "library/model.hpp"

namespace causeway::tests {

namespace {

/// The probabilities of a distribution, in order; all values have one.
std::vector<Rational> probabilities(const Model& model, const std::string& query) {
  const auto answer = model.query(query);
  REQUIRE_MESSAGE(answer, query << ": " << (answer ? "" : answer.error()[0].message));
  std::vector<Rational> result;
  for (const Table::Row& row : answer.value().table().rows) result.push_back(row.rational());
  return result;
}

std::string in_backquotes(const std::string& value) {
  return "`" + value + "`";
}

}  // namespace

TEST_CASE("seeing and doing in a model and in its network") {
  std::mt19937 random(7);
  for (int i = 0; i < 100; ++i) {
    const RandomModel made(random);
    const auto model = Model::parse(made.text());
    REQUIRE_MESSAGE(model, made.text());
    const auto network = model.value().network();
    REQUIRE_MESSAGE(network, made.text());
    const auto text = network.value().to_text(NetworkFormat::Scm);
    REQUIRE(text);
    const auto again = Model::parse(text.value().text);
    REQUIRE_MESSAGE(again, text.value().text);
    for (const Variable& y : made.variables()) {
      for (const Variable& x : made.variables()) {
        if (&x == &y) continue;
        const std::string& value = x.values.back();
        for (const auto& [before, behind] : {std::pair("", ""), std::pair("do(", ")")}) {
          const std::string seen = "dist(" + y.name + " | " + before + x.name + " = ";
          CHECK_MESSAGE(probabilities(model.value(), seen + value + behind + ")") ==
                            probabilities(again.value(), seen + in_backquotes(value) + behind + ")"),
                        made.text() << seen << value);
        }
      }
    }
  }
}

}  // namespace causeway::tests
