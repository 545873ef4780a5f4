// SPDX-License-Identifier: MIT
#include "formats/bif.hpp"

#include <doctest/doctest.h>

#include "causeway/causeway.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

namespace {

formats::Network read(const std::string& text) {
  support::SourceMap sources;
  const support::FileId file = sources.add("t.bif", text);
  support::Budget budget{Limits()};
  return formats::read_bif(sources, file, budget);
}

std::string error_of(const std::string& text) {
  const auto model = Model::parse(text, {}, "t.bif");
  return model ? "" : model.error()[0].message;
}

const std::string kTwo =
    "network n { property x y; }\n"
    "variable a { type discrete [ 2 ] { <5, `true` }; }  // comment\n"
    "variable \"b c\" { type discrete [ 2 ] { yes, no }; }\n";

}  // namespace

TEST_CASE("states and names of any spelling, exponents, rows in any order, a default row") {
  const formats::Network network = read(
      "network n { }\n"
      "variable a { type discrete [ 3 ] { <5, 5-12, Asy/Patch }; }\n"
      "variable b { type discrete [ 2 ] { true, 12+ }; }\n"
      "probability ( a ) { table 5e-1, 2.5e-01, .25; }\n"
      "probability ( b | a ) { (Asy/Patch) 1.0, 0; (<5) 0.1, 0.9; default 0.25, 0.75; }\n");
  REQUIRE(network.variables.size() == 2);
  CHECK(network.variables[0].states == std::vector<std::string>{"<5", "5-12", "Asy/Patch"});
  CHECK(network.variables[1].table->at(0, 1) == Rational(9, 10));
  CHECK(network.variables[1].table->at(1, 0) == Rational(1, 4));
  CHECK(network.variables[1].table->at(2, 0) == Rational(1));
  CHECK(network.variables[0].table->at(0, 2) == Rational(1, 4));
  CHECK(network.inexact_rows == 0);
}

TEST_CASE("what a row lacks of 1 goes to its largest entry, the first of equals") {
  const formats::Network network = read(
      "variable a { type discrete [ 3 ] { x, y, z }; }\n"
      "probability ( a ) { table 0.3333333, 0.3333333, 0.3333333; }\n");
  CHECK(network.inexact_rows == 1);
  CHECK(network.largest_deviation == *Rational::parse("1e-7"));
  CHECK(network.variables[0].table->at(0, 0) == *Rational::parse("0.3333334"));
  CHECK(network.variables[0].table->at(0, 1) == *Rational::parse("0.3333333"));
}

TEST_CASE("entries that do not fit 64 bits stay exact") {
  const formats::Network network = read(
      "variable a { type discrete [ 2 ] { x, y }; }\n"
      "probability ( a ) { table 0.1234567890123456789012345, 0.8765432109876543210987655; }\n");
  CHECK(network.variables[0].table->at(0, 0) == *Rational::parse("0.1234567890123456789012345"));
  CHECK(network.inexact_rows == 0);
}

TEST_CASE("a network answers like a model") {
  const auto model = Model::parse(
      "variable a { type discrete [ 2 ] { yes, no }; }\nvariable b { type discrete [ 2 ] { 5, true }; }\n"
      "probability ( a ) { table 0.25, 0.75; }\nprobability ( b | a ) { (yes) 0.5, 0.5; (no) 0.1, 0.9; }\n",
      {}, "t.bif");
  REQUIRE(model);
  CHECK(model.value().query("P(b = `5`)").value().rational() == Rational(1, 5));
  CHECK(model.value().query("P(a = yes | b = `true`)").value().rational() == Rational(5, 32));
  CHECK(model.value().query("P(b = `5` | do(a = yes))").value().rational() == Rational(1, 2));
  CHECK(model.value().query("P(b[a = yes] = `5` | b = `5`)").error()[0].code == Code::Undetermined);
}

TEST_CASE("bad networks get a located error") {
  CHECK(error_of("variable a {") == "expected `type discrete [ … ] { … };`, but the file ends");
  CHECK(error_of("variable a { type continuous; }").find("`discrete`") != std::string::npos);
  CHECK(error_of(kTwo + "probability ( q ) { table 1, 0; }").find("no variable `q`") != std::string::npos);
  CHECK(error_of(kTwo + "probability ( a ) { table 1, x; }").find("no probability") != std::string::npos);
  CHECK(error_of(kTwo + "probability ( a ) { table 0.5, 0.5; }").find("has no table") != std::string::npos);
  CHECK(error_of(kTwo + "probability ( a ) { table 5, 0.5; }").find("greater than 1") != std::string::npos);
  CHECK(error_of("variable a { type discrete [ 2 ] { x, x }; }").find("twice") != std::string::npos);
  CHECK(error_of("variable a { type discrete [ 2 ] { x, y }; } variable a { type discrete [ 1 ] { x }; }")
            .find("declared twice") != std::string::npos);
  CHECK(error_of("hello").find("expected `variable` or `probability`") != std::string::npos);
  CHECK(error_of("variable a { type discrete [ 1 ] { \"open }; }").find("closing quote") !=
        std::string::npos);
}
