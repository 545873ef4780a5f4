// SPDX-License-Identifier: MIT
#include "syntax/parser.hpp"

#include <doctest/doctest.h>

#include "syntax/printer.hpp"
#include "syntax/words.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

namespace {

std::string parse_and_print(const std::string& text) {
  support::SourceMap sources;
  const support::FileId file = sources.add("<test>", text);
  support::Budget budget{Limits()};
  const syntax::Fragment fragment = syntax::parse_expression(sources, file, budget);
  return syntax::print(sources, fragment.module, fragment.root);
}

std::string error_of(const std::string& text) {
  support::SourceMap sources;
  const support::FileId file = sources.add("<test>", text);
  support::Budget budget{Limits()};
  const syntax::Parsed parsed = syntax::parse_module(sources, file, budget);
  if (parsed.errors.empty()) return "";
  const Diagnostic diagnostic = resolve(parsed.errors[0], sources);
  return std::to_string(diagnostic.place.line) + ":" + std::to_string(diagnostic.place.column) + " " +
         diagnostic.message + (diagnostic.hint.empty() ? "" : " (" + diagnostic.hint + ")");
}

template <typename Node>
bool root_is(const std::string& text) {
  support::SourceMap sources;
  const support::FileId file = sources.add("<test>", text);
  support::Budget budget{Limits()};
  const syntax::Fragment fragment = syntax::parse_expression(sources, file, budget);
  return std::holds_alternative<Node>(fragment.module[fragment.root].node);
}

}  // namespace

TEST_CASE("precedence, loosest first") {
  CHECK(root_is<syntax::If>("if a then b else c or d"));
  CHECK(root_is<syntax::Implies>("a or b implies c"));
  CHECK(root_is<syntax::Connect>("a and b or c and d"));
  CHECK(root_is<syntax::Connect>("a xor b and c"));
  CHECK(root_is<syntax::Connect>("not a == b and c"));
  CHECK(root_is<syntax::Not>("not a == b"));
  CHECK(root_is<syntax::Compare>("a + b < c * d"));
  CHECK(root_is<syntax::Compare>("x in 0..3"));
  CHECK(root_is<syntax::Range>("1..n-1"));
  CHECK(root_is<syntax::Chain>("a - b - c"));
  CHECK(root_is<syntax::Negate>("-x^2"));
  CHECK(root_is<syntax::Power>("2^-x"));
  CHECK(root_is<syntax::Let>("let a = 1 in a + 1"));
  CHECK(root_is<syntax::World>("y[x = 1]"));
  CHECK(root_is<syntax::World>("x[]"));
  CHECK(root_is<syntax::Index>("x[i + 1]"));
  CHECK(root_is<syntax::World>("x[i][y = 1, a -> b ~ {1: 1}]"));
}

TEST_CASE("printing gives the text back, in one line") {
  for (const char* text :
       {"a and (b or c)", "P(y[x = 1, m = m[x = 0]] | do(z ~ bernoulli(1/2)), w = 3)",
        "let a = (x in S) in not a", "match a, b { 1 | 2, _ => x; -1, 0..3 => y; _ => z }",
        "sum(x[i] for i in 1..n, g in Grade if i > 1)", "{a: 1/2, b: 1/2}", "[1, 2, _]", "x[1, _]",
        "ATE(x, {m1, m2}, to: high | c)", "if a then 1 else if b then 2 else 3", "`a b` + `in`", "$v == $w?",
        "marginals( | x)", "{v for v in 1..6 if v % 2 == 0}", "a -> b", "0..10 step 2"}) {
    if (std::string(text) == "a -> b") continue;
    CHECK(parse_and_print(text) == text);
  }
}

TEST_CASE("names") {
  CHECK(syntax::is_identifier("größe"));
  CHECK(syntax::is_identifier("step"));
  CHECK(syntax::is_identifier("_a"));
  CHECK(!syntax::is_identifier("_"));
  CHECK(!syntax::is_identifier("in"));
  CHECK(!syntax::is_identifier("given"));
  CHECK(!syntax::is_identifier("3x"));
  CHECK(!syntax::is_identifier("a b"));
  CHECK(!syntax::is_identifier(""));
  CHECK(syntax::spell("HR-BP 2") == "`HR-BP 2`");
}

TEST_CASE("errors say what is wrong and where") {
  CHECK(error_of("var x = (1 + 2") == "1:9 `(` is not closed");
  CHECK(error_of("var x = (1]") == "1:11 expected `)` before `]`");
  CHECK(error_of("var x = 1)") == "1:10 `)` closes nothing");
  CHECK(error_of("var x = .5") == "1:9 a number begins with a digit (0.5)");
  CHECK(error_of("var x = a && b") == "1:11 unexpected character `&` (logical and is written `and`)");
  CHECK(error_of("var given = 1") ==
        "1:5 `given` is reserved for later versions of the language (as a name it is written in backquotes, "
        "like this: `given`)");
  CHECK(error_of("/* never closed") == "1:1 this comment is not closed (end it with `*/`)");
  CHECK(error_of("var x = `open") == "1:9 a name in backquotes ends with a backquote, on the same line");
  CHECK(error_of("var x =") == "1:8 this ends too early; expected an expression");
  CHECK(error_of("hello") == "1:1 expected a declaration (`var`, `noise`, `query` …), not `hello`");
  CHECK(error_of("var x == 3").find("given by `=`") != std::string::npos);
  CHECK(error_of("var y = a < b < c").find("do not chain") != std::string::npos);
  CHECK(error_of("var y = 1..2..3").find("ranges do not chain") != std::string::npos);
  CHECK(error_of("var x = 1 \xFF").find("UTF-8") != std::string::npos);
}

TEST_CASE("one error a declaration, at most twenty") {
  support::SourceMap sources;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "var x" + std::to_string(i) + " = (\n";
  const support::FileId file = sources.add("<test>", text);
  support::Budget budget{Limits()};
  CHECK(syntax::parse_module(sources, file, budget).errors.size() == support::kMostErrors);
}

TEST_CASE("nesting has a limit, length has none") {
  CHECK(error_of("var x = " + std::string(300, '(') + "1" + std::string(300, ')')).find("too deep") !=
        std::string::npos);
  CHECK(error_of("var x = " + std::string(200, '(') + "1" + std::string(200, ')')).empty());
  std::string nots;
  for (int i = 0; i < 1000; ++i) nots += "not ";
  CHECK(error_of("var x = " + nots + "a").find("too deep") != std::string::npos);
  std::string chain = "var x = a";
  for (int i = 0; i < 5000; ++i) chain += " + not_a ^ 2 - -b";
  CHECK(error_of(chain).empty());
  std::string ifs = "var x = ";
  for (int i = 0; i < 2000; ++i) ifs += "if a then 1 else ";
  CHECK(error_of(ifs + "0").empty());
  std::string arms = "var x = match a { ";
  for (int i = 0; i < 2000; ++i) arms += std::to_string(i) + " => not a ";
  CHECK(error_of(arms + "}").empty());
}

TEST_CASE("the documentation of a declaration is the run of /// comments before it") {
  support::SourceMap sources;
  const support::FileId file =
      sources.add("<test>", "/// one\n/// two\nvar x = 1 /// no\n// no\nvar y = 1\n/// three\nvar z = 1");
  support::Budget budget{Limits()};
  const syntax::Module module = syntax::parse_module(sources, file, budget).module;
  CHECK(module.declarations[0].documentation == "one\ntwo");
  CHECK(module.declarations[1].documentation.empty());
  CHECK(module.declarations[2].documentation == "three");
}
