// SPDX-License-Identifier: MIT
#include "syntax/printer.hpp"

#include <doctest/doctest.h>

#include "causeway/model.hpp"

namespace {

std::string formatted(const std::string& text) {
  return causeway::format(text).value();
}

}  // namespace

TEST_CASE("canonical layout") {
  CHECK(formatted("var   x=1;var y   ~bernoulli( 1/2 )") == "var x = 1\nvar y ~ bernoulli(1/2)\n");
  CHECK(formatted("var x[ i in 1 .. n - 1 , j in S if i<j ] : 0 .. n = y[i-1 , j]+1") ==
        "var x[i in 1..n-1, j in S if i < j] : 0..n = y[i-1, j] + 1\n");
  CHECK(formatted("enum G{A,B,}") == "enum G { A, B }\n");
  CHECK(formatted("").empty());
}

TEST_CASE("comments are kept") {
  const std::string text =
      "// first\n\n/* block */\nvar x = 1  // behind\n\n// before y\nvar y = x + /* inner */ 1\n// last\n";
  CHECK(formatted(text) == text);
  CHECK(formatted("var x = // why\n 1").find("// why") != std::string::npos);
  CHECK(formatted("query P(a // one\n | b) // two").find("// one") != std::string::npos);
}

TEST_CASE("blank lines: at most one is kept") {
  CHECK(formatted("var x = 1\n\n\n\nvar y = 2\nvar z = 3") == "var x = 1\n\nvar y = 2\nvar z = 3\n");
}

TEST_CASE("long lines are broken where there are brackets") {
  std::string law = "var x : {a, b} ~ match y { ";
  for (int i = 0; i < 12; ++i) law += std::to_string(i) + " => [1/2, 1/2] ";
  const std::string text = formatted(law + "}");
  CHECK(text.find("\n  0 => [1/2, 1/2]\n") != std::string::npos);
  CHECK(formatted(text) == text);
}

TEST_CASE("an arm behind which a pattern begins with a minus keeps its semicolon") {
  std::string text = "var x = match y { 1 => a; -1 => b; ";
  for (int i = 2; i < 30; ++i) text += std::to_string(i) + " => cccc; ";
  const std::string once = formatted(text + "_ => d }");
  CHECK(once.find("1 => a;\n  -1 => b\n") != std::string::npos);
  CHECK(formatted(once) == once);
}
