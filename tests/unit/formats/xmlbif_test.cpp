// SPDX-License-Identifier: MIT
#include "formats/xmlbif.hpp"

#include <doctest/doctest.h>

#include "causeway/causeway.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

namespace {

formats::Network read(const std::string& text) {
  support::SourceMap sources;
  const support::FileId file = sources.add("t.xml", text);
  support::Budget budget{Limits()};
  return formats::read_xmlbif(sources, file, budget);
}

std::string variable(const std::string& name, const std::string& states) {
  return "<VARIABLE TYPE=\"nature\"><NAME>" + name + "</NAME>" + states + "</VARIABLE>";
}
std::string network(const std::string& content) {
  return "<?xml version=\"1.0\"?>\n<BIF VERSION=\"0.3\"><NETWORK><NAME>n</NAME>" + content +
         "</NETWORK></BIF>";
}
const std::string kTwo = "<OUTCOME>a &amp; b</OUTCOME><OUTCOME>c</OUTCOME>";
const std::string kTable = "<DEFINITION><FOR>x</FOR><TABLE>0.25 .75</TABLE></DEFINITION>";

std::string error_of(const std::string& text) {
  const auto model = Model::parse(text, {}, "t.xml");
  return model ? "" : model.error()[0].message;
}

}  // namespace

TEST_CASE("XMLBIF: definitions before variables, comments, entities, properties, old element names") {
  const formats::Network result = read(
      network("<PROPERTY>p</PROPERTY><DEFINITION><GIVEN>x</GIVEN><FOR>y</FOR><TABLE>\n 1e-1 0.9 <!-- x = c "
              "-->\n 1 0\n</TABLE>"
              "</DEFINITION>" +
              variable("x", kTwo) + variable("y", "<VALUE>0</VALUE><VALUE>1</VALUE><PROPERTY>q</PROPERTY>") +
              "<PROBABILITY><FOR> x </FOR><TABLE>0.25 .75</TABLE></PROBABILITY>"));
  REQUIRE(result.variables.size() == 2);
  CHECK(result.name == "n");
  CHECK(result.variables[0].states == std::vector<std::string>{"a & b", "c"});
  CHECK(result.variables[1].parents == std::vector<std::size_t>{0});
  CHECK(result.variables[1].table->at(0, 0) == Rational(1, 10));
  CHECK(result.variables[1].table->at(1, 0) == Rational(1));
  CHECK(result.variables[0].table->at(0, 1) == Rational(3, 4));
}

TEST_CASE("XMLBIF: what is wrong is said") {
  CHECK(error_of("") == "not well-formed XML: no element found");
  CHECK(error_of("<a></b>") == "not well-formed XML: mismatched tag");
  CHECK(error_of("<a/>") == "expected an element `NETWORK`, as XMLBIF has it");
  CHECK(error_of(network(variable("x", kTwo))) == "`x` has no table");
  CHECK(error_of("<NETWORK><NAME>a`b</NAME></NETWORK>").starts_with("a name with a backquote"));
  CHECK(error_of(network(variable("x", kTwo) + kTable + kTable)) == "a second table for `x`");
  CHECK(error_of(network(variable("x", kTwo) + variable("x", kTwo))) == "`x` is declared twice");
  CHECK(error_of(network(variable("x", kTwo + kTwo))) == "the state `a & b` of `x` stands here twice");
  CHECK(error_of(network(variable("x", ""))) == "`x` has no states");
  CHECK(error_of(network(variable("", kTwo))) == "a name without text");
  CHECK(error_of(network(variable("y", kTwo) + kTable)) == "no variable `x`");
  CHECK(error_of(network("<VARIABLE TYPE=\"utility\"></VARIABLE>")) ==
        "a variable of type `utility`: only those of `nature` are supported");
  CHECK(error_of(network(variable("x", kTwo) + "<DEFINITION><FOR>x</FOR><TABLE>1</TABLE></DEFINITION>")) ==
        "the table of `x` has 2 entries, not 1");
  CHECK(error_of(network(variable("x", kTwo) + "<DEFINITION><FOR>x</FOR><TABLE>1 z</TABLE></DEFINITION>")) ==
        "`z` is no probability");
  CHECK(error_of(network(variable("x", kTwo) + "<DEFINITION><FOR>x</FOR></DEFINITION>")) ==
        "`x` has no `TABLE`");
  CHECK(error_of(network(variable("x", kTwo) + "<DEFINITION><TABLE>1 0</TABLE></DEFINITION>")) ==
        "a definition is `FOR` one variable");
}

TEST_CASE("XMLBIF: entities that multiply, and nesting without end, are errors and cost little") {
  std::string bomb = "<!DOCTYPE b [<!ENTITY a0 \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">";
  for (int i = 1; i < 12; ++i) {
    const std::string inner = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) bomb += inner;
    bomb += "\">";
  }
  CHECK(error_of(bomb + "]><NETWORK><NAME>&a11;</NAME></NETWORK>").starts_with("not well-formed XML"));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(error_of(deep) == "not well-formed XML: no element found");
}
