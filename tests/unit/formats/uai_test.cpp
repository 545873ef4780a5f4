// SPDX-License-Identifier: MIT
#include "formats/uai.hpp"

#include <doctest/doctest.h>

#include "causeway/causeway.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

namespace {

std::string error_of(const std::string& text) {
  const auto model = Model::parse(text, {}, "t.uai");
  return model ? "" : model.error()[0].message;
}

}  // namespace

TEST_CASE("UAI: the variable that a table is of comes last in its scope, and runs fastest") {
  support::SourceMap sources;
  const support::FileId file = sources.add("t.uai",
                                           "BAYES\n3\n2 2 3\n3\n1 0\n3 0 1 2\n2 0 1\n\n2 .436 0.564\n\n12\n "
                                           "1 0 0 0 1 0\n 0 0 1 0.2 0.3 0.5\n4 0.128 0.872 0.92 0.08");
  support::Budget budget{Limits()};
  const formats::Network network = formats::read_uai(sources, file, budget);
  REQUIRE(network.variables.size() == 3);
  CHECK(network.variables[2].name == "x2");
  CHECK(network.variables[2].states == std::vector<std::string>{"0", "1", "2"});
  CHECK(network.variables[2].parents == std::vector<std::size_t>{0, 1});
  CHECK(network.variables[2].table->at(1, 1) == Rational(1));
  CHECK(network.variables[2].table->at(3, 2) == Rational(1, 2));
  CHECK(network.variables[1].table->at(1, 0) == Rational(23, 25));
}

TEST_CASE("UAI: what is wrong is said") {
  CHECK(error_of("") == "expected `BAYES`, but the file ends");
  CHECK(error_of("MARKOV 1") == "expected `BAYES`, but found `MARKOV`: a Markov network has no causes");
  CHECK(error_of("BAYES 0") == "expected the number of variables, but found `0`");
  CHECK(error_of("BAYES 99999999999") == "expected the number of variables, but found `99999999999`");
  CHECK(error_of("BAYES 1000000 2") == "expected the number of states of `x1`, but the file ends");
  CHECK(error_of("BAYES 1 0") == "expected the number of states of `x0`, but found `0`");
  CHECK(error_of("BAYES 1 2 2") == "a Bayesian network has a table for each variable");
  CHECK(error_of("BAYES 1 2 1 1 1") == "expected the number of a variable, but found `1`");
  CHECK(error_of("BAYES 2 2 2 2 2 0 0") == "a variable stands twice in one table");
  CHECK(error_of("BAYES 2 2 2 2 1 0 1 0") == "a second table for `x0`");
  CHECK(error_of("BAYES 1 2 1 1 0 3 1 0 0") == "the table of `x0` has 2 entries, not 3");
  CHECK(error_of("BAYES 1 2 1 1 0 2 1 x") == "`x` is no probability");
  CHECK(error_of("BAYES 1 2 1 1 0 2 1 0 1") ==
        "text behind the last table (evidence stands in a file of its own)");
  CHECK(error_of("BAYES 1 2 1 1 0 2 0.1 0.1").empty());
  CHECK(error_of("BAYES 2 2 2 2 2 0 1 2 1 0 4 1 0 1 0 4 1 0 1 0") != "");
}
