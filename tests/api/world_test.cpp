// SPDX-License-Identifier: MIT
// Abduction, action, prediction; and units drawn.
#include <doctest/doctest.h>

#include <map>

#include "causeway/causeway.hpp"

using causeway::Code;
using causeway::Model;
using causeway::Rational;
using causeway::Value;

namespace {

Model squad() {
  return Model::parse(R"(
    noise u ~ bernoulli(7/10)
    noise w ~ bernoulli(1/10)
    var captain = u
    var rifle_a = captain or w
    var rifle_b = captain
    var death = rifle_a or rifle_b
    query chance = P(death)
  )")
      .value();
}

Rational number(const causeway::Result<causeway::Answer>& answer) {
  return answer.value().rational();
}

}  // namespace

TEST_CASE("prediction is the counterfactual query") {
  const Model model = squad();
  const auto seen = model.given("rifle_a, death");
  CHECK(number(seen.act("rifle_a = false").predict("P(death)")) ==
        number(model.query("P(death[rifle_a = false] | rifle_a, death)")));
  CHECK(
      number(
          model.given({{"rifle_a", true}, {"death", true}}).act({{"rifle_a", false}}).predict("P(death)")) ==
      number(seen.act("rifle_a = false").predict("P(death)")));
  CHECK(number(seen.predict("P(captain)")) == number(model.query("P(captain | rifle_a, death)")));
  CHECK(number(model.act("captain = false").predict("chance")) ==
        number(model.query("P(death | do(captain = false))")));
  CHECK(number(seen.act("captain = false").predict("chance")) ==
        number(model.query("P(death[captain = false] | rifle_a, death)")));
}

TEST_CASE("an action that a question does not depend on is no slip, one of the question's own is") {
  const auto acted = squad().act({{"rifle_a", true}});
  CHECK(acted.predict("P(rifle_b)").value().warnings().empty());
  CHECK(acted.predict("P(rifle_b | do(death = false))").value().warnings().size() == 1);
}

TEST_CASE("conditions and `do` of a prediction are read in the acted world") {
  const Model model = squad();
  CHECK(number(model.given("death").act("captain = false").predict("P(rifle_b | rifle_a)")) ==
        number(model.query("P(rifle_b[captain = false] | death, rifle_a[captain = false])")));
  CHECK(number(model.given("not captain").act("rifle_b = true").predict("P(death | do(rifle_a = false))")) ==
        number(model.query("P(death[rifle_b = true, rifle_a = false] | not captain)")));
  // Brackets start from the acted world.
  CHECK(
      number(model.given("death").act("captain = false").predict("P(death[rifle_a = true] and not death)")) ==
      number(
          model.query("P(death[captain = false, rifle_a = true] and not death[captain = false] | death)")));
  // All facts are of the world as it is, wherever they are said.
  CHECK(number(model.act("captain = false").given("captain").predict("P(death)")) ==
        number(model.given("captain").act("captain = false").predict("P(death)")));
}

TEST_CASE("distributions, marginals and policies under a standpoint") {
  const Model model = squad();
  const auto world = model.given("death").act("rifle_a = captain and not w");
  const auto table = world.predict("dist(rifle_a, death)").value().table();
  const auto same =
      model.query("dist(rifle_a[rifle_a = captain and not w], death[rifle_a = captain and not w] | death)")
          .value()
          .table();
  REQUIRE(table.rows.size() == same.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    CHECK(table.rows[i].rational() == same.rows[i].rational());
  CHECK(table.columns == std::vector<std::string>{"rifle_a", "death"});
  const auto marginals = world.predict("marginals()").value().marginals();
  REQUIRE(marginals.size() == 4);
  CHECK(marginals[3].variable == "death");
  CHECK(marginals[3].table.rows[1].rational() == number(world.predict("P(death)")));
}

TEST_CASE("names and labels that need backquotes") {
  const Model model = Model::parse(R"(
    enum Level { low, `high-ish`, if_ }
    var `a b`[g in Level] : Level ~ [1/2, 1/4, 1/4]
    var y = `a b`[low] == `high-ish`
  )")
                          .value();
  CHECK(number(model.given({{"a b[low]", "high-ish"}}).predict("P(y)")) == 1);
  CHECK(number(model.act({{"a b[low]", "low"}}).predict("P(y)")) == 0);
  CHECK(number(model.given("y").predict("P(`a b`[if_] = low)")) == Rational(1, 2));
}

TEST_CASE("what is wrong with facts and actions is said where it stands") {
  const Model model = squad();
  const auto code = [](const causeway::Result<causeway::Answer>& answer) { return answer.error()[0].code; };
  const auto unknown = model.given("rifle_c").predict("P(death)");
  CHECK(code(unknown) == Code::Name);
  CHECK(unknown.error()[0].place.file == "<given>");
  CHECK(unknown.error()[0].place.column == 1);
  CHECK(code(model.act("death ~").predict("P(death)")) == Code::Syntax);
  CHECK(code(model.act("u = true").predict("P(death)")) == Code::Intervention);
  CHECK(code(model.act("death = true").act("death = false").predict("P(death)")) == Code::Intervention);
  CHECK(code(model.act("death = true").predict("P(death | do(death = false))")) == Code::Intervention);
  CHECK(code(model.given("").predict("P(death)")) == Code::Syntax);
  CHECK(code(model.given("death, do(captain = true)").predict("P(death)")) == Code::Syntax);
  CHECK(code(model.given("captain, not death").predict("P(death)")) == Code::UndefinedCondition);
  CHECK(code(model.given({{"captain", 7}}).predict("P(death)")) == Code::Type);
  CHECK(code(model.given({{"captain", "high"}}).predict("P(death)")) == Code::Type);
  // A label is no name of a variable, and a name is one name.
  CHECK(code(model.act({{"captain", "u"}}).predict("P(death)")) == Code::Type);
  CHECK(code(model.given({{"rifle_a", "captain"}}).predict("P(death)")) == Code::Type);
  CHECK(code(model.act({{"rifle_a = false, rifle_b", true}}).predict("P(death)")) == Code::Name);
  CHECK(code(model.given({{"death or u", true}}).predict("P(death)")) == Code::Name);
  CHECK(model.act("u = true").check()[0].code == Code::Intervention);
  CHECK(model.act("death = true").act("death = false").check()[0].code == Code::Intervention);
  CHECK(model.given("death").act("captain = false").check().empty());
  CHECK(model.given("P(death)").check()[0].place.file == "<given>");
}

TEST_CASE("a seed gives the same units, with their probabilities") {
  const Model model = squad();
  const auto one = model.sample(5000, 42).value();
  const auto two = model.sample(5000, 42).value();
  CHECK(one.columns == std::vector<std::string>{"captain", "rifle_a", "rifle_b", "death"});
  CHECK(one.units == two.units);
  CHECK(one.units != model.sample(5000, 43).value().units);
  int deaths = 0;
  for (const auto& unit : one.units) {
    CHECK(unit[0] == unit[2]);
    CHECK(unit[3] == (unit[1].boolean() || unit[2].boolean()));
    deaths += unit[3].boolean() ? 1 : 0;
  }
  CHECK(std::abs(deaths - 3650) < 160);  // P(death) = 73/100; five standard deviations
  // These units are the same on every machine.
  const auto first = model.sample(8, 1, {false, true}).value();
  std::string text;
  for (const auto& unit : first.units) {
    for (const Value& value : unit) text += value.boolean() ? '1' : '0';
    text += ' ';
  }
  CHECK(text == "000000 101111 111111 101111 101111 000000 101111 101111 ");
}

TEST_CASE("units of a world hold its facts and its actions") {
  const Model model = squad();
  const auto sample = model.given("death, not captain").act("w = false").sample(10, 1);
  CHECK(sample.error()[0].code == Code::Intervention);
  const auto units =
      model.given("death, not captain").act("rifle_a = false").sample(200, 7, {false, true}).value();
  for (const auto& unit : units.units) {
    CHECK(unit[0] == false);  // u
    CHECK(unit[1] == true);   // w: the only way to that death
    CHECK(unit[5] == false);  // and it does not come about
  }
  CHECK(model.given("captain, not death").sample(1, 1).error()[0].code == Code::UndefinedCondition);
}

TEST_CASE("latent variables are shown where they are asked for; a model may have nothing to show") {
  const Model model = Model::parse("latent var h ~ bernoulli(1/2) var x = not h").value();
  CHECK(model.sample(1, 1).value().columns == std::vector<std::string>{"x"});
  CHECK(model.sample(1, 1, {true, false}).value().columns == std::vector<std::string>{"h", "x"});
  CHECK(Model::parse("noise u ~ bernoulli(1/2)").value().sample(1, 1).error()[0].code == Code::Usage);
}

TEST_CASE("an undefined mechanism is an error of the unit that reaches it") {
  const Model model = Model::parse("noise u ~ uniform(0..3) var x = 1 / u").value();
  auto sampler = model.sampler(3).value();
  bool undefined = false;
  for (int i = 0; i < 50 && !undefined; ++i) {
    const auto unit = sampler.next();
    undefined = !unit;
    if (undefined) CHECK(unit.error()[0].code == Code::UndefinedOperation);
  }
  CHECK(undefined);
}

TEST_CASE("what is wrong is shown in the host's texts, not in one that the library made") {
  const Model model = Model::parse("noise u ~ bernoulli(1/2)\nvar x[i in 1..2, j in 1..2] = u\n").value();
  const auto error = [](const auto& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error()[0].to_string();
  };
  CHECK(error(model.given("u, not u").sampler(1)) ==
        "<given>:1:1: error[undefined-condition]: the conditions have probability 0\n"
        "   1 | u, not u\n     | ^~~~~~~~\n");
  CHECK(error(model.act("x[1,1] = x[1,2], x[1,2] = x[1,1]").sample(1, 1))
            .starts_with("<act>:1:18: error[cycle]"));
  CHECK(model.given({{"x[1,2]", true}}).predict("P(u)").value().rational() == causeway::Rational(1));
  CHECK(model.domain("x[1,2]").value().size() == 2);
}

TEST_CASE("a name is the variable's, whatever its labels mean elsewhere") {
  const Model model = Model::parse(R"(
    enum G { A, B }
    enum H { B, C }
    noise u ~ bernoulli(1/3)
    var A : G = G.B
    var x[g in G] = if g == G.A then u else true
    var lab : H = if u then H.B else H.C
  )")
                          .value();
  const auto one = Rational(1);
  CHECK(model.given({{"x[A]", true}}).predict("P(u)").value().rational() == one);
  CHECK(model.given({{"x[B]", true}}).predict("P(u)").value().rational() == Rational(1, 3));
  CHECK(model.act({{"x[A]", false}}).predict("P(x[G.A])").value().rational() == Rational(0));
  CHECK(model.given({{"lab", "B"}}).predict("P(u)").value().rational() == one);
  const auto message = [](const auto& result) { return result.error()[0].message; };
  CHECK(message(model.given({{"lab", "A"}}).predict("P(u)")) ==
        "`lab` is given as `A`, which is no value of H");
  CHECK(message(model.given({{"", true}}).predict("P(u)")) == "unknown name `?`");
  CHECK(message(model.act({{"a` = 1, `b", true}}).predict("P(u)")) == "unknown name `a? = 1, ?b`");
}

TEST_CASE("a stream is cancelled, and a sample held to the limits") {
  causeway::Options options;
  options.limits.memory = 1 << 20;
  const Model model = Model::parse("var x ~ bernoulli(1/2)", options).value();
  CHECK(model.sample(1'000'000, 1).error()[0].code == Code::Resource);
  causeway::CancelToken cancel;
  cancel.cancel();
  auto sampler = model.given("x").sampler(1).value();
  bool cancelled = false;
  for (int i = 0; i < 100'000 && !cancelled; ++i) cancelled = !sampler.next(cancel);
  CHECK(cancelled);
}
