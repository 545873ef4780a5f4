// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "causeway/builder.hpp"
#include "causeway/causeway.hpp"

using causeway::Code;
using causeway::Domain;
using causeway::Model;
using causeway::ModelBuilder;
using causeway::Rational;
using causeway::Value;

namespace {

const Domain kBool({false, true});
const Rational kHalf(1, 2);

}  // namespace

TEST_CASE("a model that was built answers as its text does") {
  ModelBuilder builder("squad");
  builder.noise("u", kBool, {Rational(3, 10), Rational(7, 10)})
      .noise("w", kBool, {Rational(9, 10), Rational(1, 10)})
      .mechanism("captain", kBool, "u")
      .mechanism("rifle a", kBool, {"captain", "w"},
                 [](std::span<const Value> x) { return Value(x[0].boolean() || x[1].boolean()); })
      .mechanism("rifle_b", kBool, "captain")
      .mechanism("death", kBool, "`rifle a` or rifle_b")
      .query("saved", "P(not death[`rifle a` = false] | death)");
  const Model model = builder.build().value();
  CHECK(model.name() == "squad");
  CHECK(model.query("saved").value().rational() == Rational(3, 73));
  CHECK(model.parents("rifle a").value() == std::vector<std::string>{"captain", "w"});
  CHECK(Model::parse(builder.text()).value().query("saved").value().rational() == Rational(3, 73));
}

TEST_CASE("laws, couplings, labels and numbers") {
  const Domain grade({"A", "B", "if"}, "Grade");
  const Domain number({Rational(-1), Rational(1, 2), Rational(3)});
  ModelBuilder builder;
  builder.law("difficulty", grade, {}, {{kHalf, Rational(1, 4), Rational(1, 4)}})
      .law("score", number, {"difficulty"}, {{kHalf, kHalf, 0}, {0, 1, 0}, {0, 0, 1}})
      .coupled_by_quantile()
      .law("hidden", kBool, {}, {{kHalf, kHalf}})
      .latent()
      .mechanism("twice", Domain({Rational(-2), Rational(1), Rational(6)}), {"score"},
                 [](std::span<const Value> x) { return Value(x[0].number() * Rational(2)); });
  const Model model = builder.build().value();
  CHECK(model.query("E(twice)").value().rational() ==
        kHalf * (kHalf * Rational(-2) + kHalf) + Rational(1, 4) + Rational(6, 4));
  CHECK(model.query("P(score[difficulty = `if`] = 3 | difficulty = A)").value().rational() == 1);
  CHECK(model.sample(1, 1).value().columns == std::vector<std::string>{"difficulty", "score", "twice"});
}

TEST_CASE("what is wrong with a build is said") {
  const auto code = [](const ModelBuilder& builder) { return builder.build().error()[0].code; };
  CHECK(code(ModelBuilder().law("x", kBool, {"y"}, {{kHalf, kHalf}})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", kBool, {kHalf, kHalf}).law("x", kBool, {"u"}, {{kHalf, kHalf}})) ==
        Code::Usage);
  CHECK(code(ModelBuilder().mechanism("x", kBool, {"y"}, [](auto) { return Value(true); })) == Code::Usage);
  CHECK(code(ModelBuilder().mechanism("x", kBool, {}, [](auto) { return Value(7); })) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", kBool, {kHalf, kHalf, kHalf})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", kBool, {kHalf, Rational(1, 3)})) == Code::Probability);
  CHECK(code(ModelBuilder().noise("a`b", kBool, {kHalf, kHalf})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", kBool, {})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", Domain({true, false}), {kHalf, kHalf})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("a\nb", kBool, {kHalf, kHalf})) == Code::Usage);
  CHECK(code(ModelBuilder("").noise("u", kBool, {kHalf, kHalf})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", Domain({"", "b"}), {kHalf, kHalf})) == Code::Usage);
  CHECK(code(ModelBuilder().mechanism("x", kBool, "y +")) == Code::Syntax);
  CHECK(code(ModelBuilder().mechanism("x", kBool, "true\nvar z = true")) == Code::Syntax);
  CHECK(code(ModelBuilder().query("q", "1\nquery 2")) == Code::Syntax);
  CHECK(code(ModelBuilder().latent()) == Code::Usage);
  CHECK(code(ModelBuilder().coupled_by_quantile().noise("u", kBool, {kHalf, kHalf})) == Code::Usage);
  ModelBuilder wide;  // 2^64 combinations of values
  std::vector<std::string> parents;
  for (int i = 0; i < 64; ++i) {
    parents.push_back("p" + std::to_string(i));
    wide.noise(parents.back(), kBool, {kHalf, kHalf});
  }
  CHECK(code(wide.law("x", kBool, parents, {})) == Code::Usage);
  CHECK(code(ModelBuilder().noise("u", kBool, {kHalf, kHalf}).noise("u", kBool, {kHalf, kHalf})) ==
        Code::Name);
}
