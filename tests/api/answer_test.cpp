// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "causeway/causeway.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

TEST_CASE("values") {
  CHECK(Value(true).to_string() == "true");
  CHECK(Value(Rational(1, 2)).to_string() == "1/2");
  CHECK(Value("high").label() == "high");
  CHECK(Value("1") != Value(1));
  CHECK(Value(true) != Value(1));
  CHECK(Value(3).kind() == Value::Kind::Number);
  CHECK_THROWS_AS(Value(3).label(), std::bad_variant_access);
}

TEST_CASE("domains") {
  const Domain numbers({0, 1, 2, 3});
  CHECK(numbers.to_string() == "0..3");
  CHECK(numbers.contains(2));
  CHECK(!numbers.contains("2"));
  CHECK(numbers.index_of(3) == 3);
  CHECK(Domain({"a", "b"}, "G").name() == "G");
  CHECK(Domain({false, true}).to_string() == "bool");
  CHECK(Domain({0, Rational(1, 2)}).to_string() == "{0, 1/2}");
  CHECK_THROWS_AS(Domain({}), std::invalid_argument);
  CHECK_THROWS_AS(Domain({Value(1), Value("a")}), std::invalid_argument);
  CHECK_THROWS_AS(Domain({Value("a"), Value("b"), Value("a")}), std::invalid_argument);
  CHECK_THROWS_AS(Domain({Value(1), Value(Rational(2, 2))}), std::invalid_argument);
}

TEST_CASE("tables, maps and marginals") {
  const Model model = Model::parse(
                          "var x : {a, b, c} ~ [1/2, 1/2, 0]\nvar y = x == a\nquery t[v in 1..2] = P(y) / "
                          "v\nquery b[v in 1..2] = P(y) > v")
                          .value();
  const Table joint = model.query("dist(x, y)").value().table();
  CHECK(joint.columns == std::vector<std::string>{"x", "y"});
  REQUIRE(joint.rows.size() == 6);  // a declared domain in full, times an inferred one by its support
  CHECK(joint.rows[1].values == std::vector<Value>{"a", true});
  CHECK(joint.rows[1].rational() == Rational(1, 2));
  const Answer map = model.query("map(x, y)").value();
  CHECK(map.map().values == std::vector<Value>{"a", true});  // ties go to the first in domain order
  CHECK(map.map().probability == Rational(1, 2));
  const Answer marginals = model.query("marginals( | x = b)").value();
  CHECK(marginals.marginals()[1].variable == "y");
  CHECK(model.query("t").value().table().rows[1].rational() == Rational(1, 4));
  CHECK(std::get<bool>(model.query("b").value().table().rows[0].result) == false);
  CHECK_THROWS_AS(map.rational(), std::bad_variant_access);
}

TEST_CASE("assertions show both sides, warnings come with the answer") {
  const Model model =
      Model::parse("noise u ~ bernoulli(1/3)\nvar x = u\nvar y = u\nassert P(x) == 1/2").value();
  const Answer answer = model.answer(0).value();
  CHECK(!answer.boolean());
  REQUIRE(answer.sides());
  CHECK(answer.sides()->first == Rational(1, 3));
  CHECK(answer.sides()->second == Rational(1, 2));
  CHECK(model.query("P(y | do(x = 1))").value().warnings().front().code == Code::NoEffect);
}
