// SPDX-License-Identifier: MIT
// Prepared queries: the answers are those of the query with the values written into it, whether it was
// planned once for all values or not.
#include <doctest/doctest.h>

#include <thread>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"

namespace {

using causeway::Answer;
using causeway::Code;
using causeway::Model;
using causeway::PreparedQuery;
using causeway::Rational;
using causeway::Result;
using causeway::Value;
using causeway::tests::canonical;

Model student() {
  return Model::load(CAUSEWAY_SOURCE_DIR "/examples/student.scm").value();
}

std::string text(const Result<Answer>& answer) {
  return answer ? canonical(answer.value())
                : "error " + std::string(to_string(answer.error().front().code)) + ": " +
                      answer.error().front().message;
}

/// The query with each `$g` and `$g?` written out.
std::string written(std::string query, const std::string& name, const std::string& value) {
  for (const std::string& form : {"$" + name + "?", "$" + name}) {
    for (std::size_t at = query.find(form); at != std::string::npos; at = query.find(form))
      query.replace(at, form.size(), value);
  }
  return query;
}

template <typename T>
Code code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().front().code;
}

TEST_CASE("every place for a placeholder") {
  const Model model = student();
  for (const std::string query : {
           "P(letter = strong | grade = $g)",
           "P($g = grade | letter = strong)",
           "P(letter = strong | do(grade = $g))",
           "P(letter[grade = $g] = strong | grade = B)",
           "P(letter = strong | grade in {$g, B})",
           "dist(intelligence | grade = $g)",
           "dist(intelligence, difficulty | grade = $g?, letter = weak)",
           "map(intelligence, difficulty | grade = $g)",
           "E(if intelligence = high then 1 else 0 | grade = $g)",
           "P(letter = strong | grade = $g) - P(letter = strong | do(grade = $g))",
           "P(intelligence = high | grade = $g, letter = strong) > 1/2",
           "P(letter = strong | not (grade = $g))",
           "P(letter = strong | grade = $g, grade = $g)",
           "dist(grade | grade = $g)",
           "P(grade = B | grade = $g, letter = weak)",
           "dist(letter | grade = $g, sat = poor)",
           "Var(if letter = strong then 2 else 0 | grade = $g)",
       }) {
    const PreparedQuery prepared = model.prepare(query).value();
    for (const char* grade : {"A", "B", "C", "A"}) {
      const std::string expected = text(model.query(written(query, "g", grade)));
      CHECK_MESSAGE(text(prepared.bind("g", grade).evaluate()) == expected, query << " for " << grade);
    }
  }
}

TEST_CASE("what is planned once, for all values") {
  const Model model = student();
  const auto planning = [&](const std::string& query) {
    const PreparedQuery bound = model.prepare(query).value().bind("g", "B");
    CHECK(bound.evaluate().value().timings().plan > 0);
    return bound.evaluate().value().timings().plan;
  };
  CHECK(planning("P(letter = strong | grade = $g)") == 0);
  CHECK(planning("dist(intelligence | grade = $g, letter = weak)") == 0);
  CHECK(planning("P(letter = strong | do(grade = $g))") == 0);
  CHECK(planning("P(letter = strong | grade in {$g, A})") > 0);
  const Model decided =
      Model::parse(
          "noise u ~ bernoulli(1/3)\nnoise v ~ bernoulli(1/4)\nvar x : bool = u\nvar y : bool = x xor v\n"
          "var free = u")
          .value();
  const auto planning_for = [&](const std::string& query) {
    const PreparedQuery bound = decided.prepare(query).value().bind("x", true);
    CHECK(bound.evaluate().has_value());
    return bound.evaluate().value().timings().plan;
  };
  CHECK(planning_for("P(y[x = $x] | y, x = false)") == 0);
  CHECK(planning_for("P(y[x = $x] | x = $x)") == 0);
  CHECK(planning_for("P(y[x = not x[]] | x = $x)") > 0);  // an intervention that refers to a variable
  CHECK(planning_for("P(y | do(free = $x))") > 0);        // without a declared domain
}

TEST_CASE("numbers, bools and texts") {
  const Model model =
      Model::parse(
          "noise u : 0..3 ~ uniform(0..3)\nvar b = u > 1\nvar y : 0..6 = u + (if b then 2 else 0)\n"
          "var z ~ bernoulli(y / 6) coupling quantile")
          .value();
  const PreparedQuery by_number = model.prepare("E(y | u = $k)").value();
  CHECK(by_number.bind("k", 2).evaluate().value().rational() == Rational(4));
  CHECK(by_number.bind("k", "3").evaluate().value().rational() == Rational(5));
  CHECK(by_number.bind("k", Rational(1, 2)).evaluate().error().front().code == Code::UndefinedCondition);
  CHECK(by_number.bind("k", 9).evaluate().error().front().code == Code::UndefinedCondition);
  CHECK(by_number.bind("k", "low").evaluate().error().front().code == Code::Type);
  const PreparedQuery by_bool = model.prepare("E(y | b = $v)").value();
  CHECK(by_bool.bind("v", true).evaluate().value().rational() == Rational(9, 2));
  CHECK(by_bool.bind("v", "false").evaluate().value().rational() == Rational(1, 2));
  CHECK(by_bool.bind("v", 1).evaluate().value().rational() == Rational(9, 2));
  const PreparedQuery arithmetic = model.prepare("E(y) * $k + P(y > $k)").value();
  CHECK(text(arithmetic.bind("k", 2).evaluate()) == text(model.query("E(y) * 2 + P(y > 2)")));
  // Evidence that settles which instance of z is meant, and evidence that does not.
  const PreparedQuery counterfactual = model.prepare("P(z[u = 3] | z = $z, u = $u)").value();
  for (const char* u : {"0", "1", "3"}) {
    CHECK(text(counterfactual.bind("z", false).bind("u", u).evaluate()) ==
          text(model.query("P(z[u = 3] | z = false, u = " + std::string(u) + ")")));
  }
}

TEST_CASE("placeholders of which nothing says the type") {
  const Model model =
      Model::parse("noise u ~ uniform(0..3)\nvar b = u > 1\nvar y = u + 1\nfn next(a) = a + 1\n").value();
  const auto same = [&](const std::string& query, const Value& value, const std::string& written) {
    CAPTURE(query);
    CHECK(text(model.prepare(query).value().bind("a", value).evaluate()) == text(model.query(written)));
  };
  same("$a + 1", true, "true + 1");
  same("$a + 1", "2", "2 + 1");
  same("-(if E(u) > 1 then $a else 2)", 5, "-(if E(u) > 1 then 5 else 2)");
  same("next($a)", true, "next(true)");
  same("let t = $a in not t", false, "let t = false in not t");
  same("let t = $a in not t", 1, "let t = true in not t");
  same("E(y * $a)", Rational(1, 3), "E(y * (1/3))");
  same("E(if b then $a else 1)", true, "E(if b then 1 else 1)");
  same("P(y in 1..$a)", 2, "P(y in 1..2)");
  CHECK(code_of(model.prepare("let t = $a in not t").value().bind("a", 7).evaluate()) == Code::Domain);
  CHECK(code_of(model.prepare("$a + 1").value().bind("a", "low").evaluate()) == Code::Type);
  CHECK(code_of(model.prepare("ord($a)")) == Code::Type);
  same("match $a { 1 => 5; _ => 6 }", true, "match 1 { 1 => 5; _ => 6 }");
  same("match $a { true => 5; _ => 6 }", 1, "match true { true => 5; _ => 6 }");
}

TEST_CASE("a row of an indexed query") {
  const Model model =
      Model::parse("noise u ~ uniform(0..3)\nvar y = 2 * u\nquery each[k in 0..3] = P(y > k | do(u = k))\n")
          .value();
  CHECK(text(model.prepare("each[2]").value().evaluate()) == text(model.query("each[2]")));
  CHECK(text(model.prepare("each[$k]").value().bind("k", 3).evaluate()) == text(model.query("each[3]")));
  CHECK(code_of(model.prepare("each[$k]").value().bind("k", 4).evaluate()) == Code::Domain);
  CHECK(code_of(model.prepare("each[4]").value().evaluate()) == Code::Domain);
}

TEST_CASE("many sets of bound names, and small limits of one caller") {
  const Model model = student();
  const PreparedQuery query = model
                                  .prepare(
                                      "P(letter = strong | grade = $g?, sat = $s?, intelligence = $i?, "
                                      "difficulty = $d?, letter = $l?)")
                                  .value();
  const std::vector<std::pair<std::string, std::string>> bindings = {
      {"g", "B"}, {"s", "good"}, {"i", "high"}, {"d", "easy"}, {"l", "strong"}};
  const auto ask = [&](std::size_t set) {
    PreparedQuery bound = query;
    for (std::size_t i = 0; i < bindings.size(); ++i) {
      if ((set >> i & 1U) != 0) bound = bound.bind(bindings[i].first, bindings[i].second);
    }
    return text(bound.evaluate());
  };
  std::vector<std::string> first;
  for (std::size_t set = 0; set < 32; ++set) first.push_back(ask(set));
  for (std::size_t set = 32; set > 0; --set) CHECK(ask(set - 1) == first[set - 1]);

  const PreparedQuery one = model.prepare("P(letter = strong | grade = $g)").value().bind("g", "A");
  causeway::Limits small;
  small.steps = 1;
  CHECK(code_of(one.evaluate(small)) == Code::Resource);
  CHECK(one.evaluate().has_value());
  CHECK(one.evaluate().value().timings().plan == 0);
}

TEST_CASE("what is unbound") {
  const Model model = student();
  const PreparedQuery optional =
      model.prepare("P(letter = strong | grade = $g?, sat = $s?, intelligence = $i)").value();
  const auto names = optional.placeholders();
  REQUIRE(names.size() == 3);
  CHECK(names[0].name == "g");
  CHECK(names[0].optional);
  CHECK_FALSE(names[2].optional);
  CHECK(text(optional.evaluate()) == "error unbound: `$i` has no value");
  const PreparedQuery high = optional.bind("i", "high");
  CHECK(text(high.evaluate()) == text(model.query("P(letter = strong | intelligence = high)")));
  CHECK(text(high.bind("g", "B").evaluate()) ==
        text(model.query("P(letter = strong | grade = B, intelligence = high)")));
  CHECK(text(high.bind("s", "good").evaluate()) ==
        text(model.query("P(letter = strong | sat = good, intelligence = high)")));
  CHECK(text(high.bind("x", 1).evaluate()) == "error name: the query has no `$x`");
  CHECK(text(high.bind("g", "Z").evaluate()).starts_with("error domain: `$g` is bound to `Z`"));
  CHECK(text(model.query("P(letter = strong | grade = $g?)")) == text(model.query("P(letter = strong)")));
  CHECK(text(model.query("P(letter = $g?)")) == "error unbound: `$g` has no value");
}

TEST_CASE("evidence of probability 0, and an undefined operation, with their messages") {
  const Model model = Model::parse("noise u : 0..2 ~ uniform(0..2)\nvar x = 2 * u\nvar y = 6 / u").value();
  const PreparedQuery impossible = model.prepare("P(u = 1 | x = $k)").value();
  CHECK(impossible.bind("k", 3).evaluate().error().front().code == Code::UndefinedCondition);
  const PreparedQuery undefined = model.prepare("E(y | x = $k)").value();
  CHECK(undefined.bind("k", 0).evaluate().error().front().code == Code::UndefinedOperation);
  CHECK(undefined.bind("k", 4).evaluate().value().rational() == Rational(3));
}

TEST_CASE("one prepared query, many threads") {
  const Model model = student();
  const PreparedQuery prepared = model.prepare("P(intelligence = high | grade = $g, letter = $l?)").value();
  const std::string expected = text(model.query("P(intelligence = high | grade = B)"));
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) {
        if (text(prepared.bind("g", "B").evaluate()) != expected) ++wrong[t];
        if (!prepared.bind("g", "A").bind("l", "weak").evaluate()) ++wrong[t];
      }
    });
  }
  for (std::thread& one : threads) one.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

}  // namespace
