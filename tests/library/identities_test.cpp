// SPDX-License-Identifier: MIT
// What is known of the quantities of stdlib/effects.scm, on random models: identities that hold exactly, and
// bounds.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <optional>

#include "causeway/causeway.hpp"
#include "library/model.hpp"

namespace {

using causeway::Model;
using causeway::tests::RandomModel;
using causeway::tests::Variable;

constexpr std::size_t kModels = 500;

/// A boolean query with places `<x>`, `<to>`, … to be filled.
struct Identity {
  std::string name;
  std::string query;
};
using Places = std::map<std::string, std::string>;

std::string filled(const std::string& text, const Places& places) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t open = 0; (open = text.find('<', at)) != std::string::npos;) {
    const std::size_t close = text.find('>', open);
    const auto place =
        close == std::string::npos ? places.end() : places.find(text.substr(open + 1, close - open - 1));
    const bool found = place != places.end();
    result.append(text, at, open - at).append(found ? place->second : "<");
    at = found ? close + 1 : open + 1;
  }
  return result.append(text, at);
}

/// Asks boolean queries of models, and counts them.
class Identities {
 public:
  void of(const std::string& text) {
    text_ = text;
    const auto model = Model::parse(text);
    REQUIRE_MESSAGE(model, model.error().front().to_string() << text);
    model_ = model.value();
  }
  bool is_true(const std::string& query) const {
    const auto answer = model_->query(query);
    REQUIRE_MESSAGE(answer, query << "\n" << answer.error().front().to_string() << "\n" << text_);
    return answer.value().boolean();
  }
  void hold(const std::vector<Identity>& identities, const Places& places = {}) {
    for (const Identity& one : identities) {
      const std::string query = filled(one.query, places);
      CHECK_MESSAGE(is_true(query), one.name << ": " << query << "\n" << text_);
      ++models_[one.name];
    }
  }
  void report() const {
    for (const auto& [identity, models] : models_) {
      MESSAGE(identity << ": " << models << " models, none skipped");
      CHECK(models == kModels);
    }
  }

 private:
  std::string text_;
  std::optional<Model> model_;
  std::map<std::string, std::size_t> models_;
};

// ---- random models ----

std::string set(const RandomModel& model, const std::vector<std::size_t>& members) {
  std::string text;
  for (const std::size_t one : members) (text += text.empty() ? "{" : ", ") += model.variables()[one].name;
  return text + "}";
}

/// Some of the variables that are neither cause nor effect.
std::string mediators(std::mt19937& random, const RandomModel& model, std::size_t x, std::size_t y) {
  std::vector<std::size_t> others;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < model.variables().size(); ++i) {
    if (i == x || i == y) continue;
    others.push_back(i);
    if (random() % 2 == 0) chosen.push_back(i);
  }
  return set(model, chosen.empty() ? others : chosen);
}

using Fits = std::function<bool(const RandomModel&, std::size_t x, std::size_t y)>;

/// Draws models until one has a variable x with an effect y that fit, and gives what the places stand for:
/// `effect` is y as a number, a bool or an event, `change` and `reverse` are arguments, `idle` has no effect
/// on y.
std::pair<std::string, Places> draw(std::mt19937& random, const Fits& fits) {
  for (;;) {
    const RandomModel model(random);
    const std::vector<Variable>& variables = model.variables();
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t x = 0; x < variables.size(); ++x) {
      for (std::size_t y = x + 1; y < variables.size(); ++y) {
        if (model.reaches(x, y) && fits(model, x, y)) pairs.emplace_back(x, y);
      }
    }
    if (pairs.empty()) continue;
    const auto [x, y] = pairs[random() % pairs.size()];
    const Variable& cause = variables[x];
    const Variable& effect = variables[y];
    const std::size_t from = random() % cause.values.size();
    const std::size_t to = (from + 1 + random() % (cause.values.size() - 1)) % cause.values.size();
    Places places = {
        {"x", cause.name}, {"y", effect.name}, {"from", cause.values[from]}, {"to", cause.values[to]}};
    places["effect"] = effect.numeric ? effect.name : effect.name + " = " + effect.values.back();
    places["change"] = "to: " + cause.values[to] + ", from: " + cause.values[from];
    places["reverse"] = "to: " + cause.values[from] + ", from: " + cause.values[to];
    places["hit"] = effect.values[random() % effect.values.size()];
    places["m"] = mediators(random, model, x, y);
    places["children"] = set(model, model.children(x));
    places["parents"] = set(model, effect.parents);
    places["idle"] = variables.back().name;
    places["value"] = variables.back().values.front();
    places["z"] = cause.parents.empty() ? "" : variables[cause.parents[0]].name;
    return {model.text(), places};
  }
}

void check(unsigned seed, const Fits& fits, const std::vector<Identity>& known) {
  std::mt19937 random(seed);
  Identities identities;
  std::size_t effects = 0;
  for (std::size_t i = 0; i < kModels; ++i) {
    const auto [text, places] = draw(random, fits);
    identities.of(text);
    if (identities.is_true(filled("ATE(<x>, <effect>, <change>) != 0", places))) ++effects;
    identities.hold(known, places);
  }
  identities.report();
  CHECK(effects > kModels / 2);
}

TEST_CASE("total, direct and indirect effects") {
  const Fits numeric = [](const RandomModel& model, std::size_t, std::size_t y) {
    return y + 1 < model.variables().size() && model.variables()[y].numeric;
  };
  check(
      7001, numeric,
      {{"TE = NDE - NIE of the reverse change",
        "TE(<x>, <y>, <change>) == NDE(<x>, <y>, <m>, <change>) - NIE(<x>, <y>, <m>, <reverse>)"},
       {"TE over all first edges", "TE(<x>, <y>, <change>) == PSE(<x>, <y>, <children>, <change>)"},
       {"TE over all last edges", "TE(<x>, <y>, <change>) == PSE_into(<x>, <y>, <parents>, <change>)"},
       {"CDE = NDE where m has no effect",
        "CDE(<x>, <y>, <idle>, <value>, <change>) == NDE(<x>, <y>, <idle>, <change>)"},
       {"TV = ctf_SE + ctf_IE - ctf_DE",
        "TV(<x>, <y>, <change>) == ctf_SE(<x>, <y>, <change>) + ctf_IE(<x>, <y>, <m>, <change>, group: <to>)"
        " - ctf_DE(<x>, <y>, <m>, <reverse>, group: <to>)"},
       {"fair if and only if not unfair",
        "counterfactually_fair(<x>, <idle>) == (counterfactual_unfairness(<x>, <idle>) == 0)"}});
}

TEST_CASE("risks") {
  check(7002, [](const RandomModel&, std::size_t, std::size_t) { return true; },
        {{"RD by RR",
          "RD(<x>, <y>, <change>, hit: <hit>) =="
          " (RR(<x>, <y>, <change>, hit: <hit>) - 1) * P(<y>[<x> = <from>] = <hit>)"},
         {"OR by RR",
          "OR(<x>, <y>, <change>, hit: <hit>) == RR(<x>, <y>, <change>, hit: <hit>)"
          " * P(<y>[<x> = <from>] != <hit>) / P(<y>[<x> = <to>] != <hit>)"}});
}

TEST_CASE("causes of two values") {
  const Fits binary = [](const RandomModel& model, std::size_t x, std::size_t) {
    return model.variables()[x].values.size() == 2;
  };
  const auto within = [](const std::string& name) {
    const std::string arguments = "(<x>, <y>, <change>, hit: <hit>)";
    std::string query = name + "_lower";
    query.append(arguments).append(" <= ").append(name).append(arguments);
    query.append(" and ").append(name).append(arguments).append(" <= ").append(name).append("_upper").append(
        arguments);
    return Identity{name + " within its bounds", query};
  };
  check(7003, binary,
        {{"ETT P(x) + ETU P(x') = ATE",
          "ETT(<x>, <effect>, <change>) * P(<x> = <to>) + ETU(<x>, <effect>, <change>) * P(<x> = <from>)"
          " == ATE(<x>, <effect>, <change>)"},
         {"PNS = P(x, y) PN + P(x', y') PS",
          "PNS(<x>, <y>, <change>, hit: <hit>) =="
          " P(<x> = <to>, <y> = <hit>) * PN(<x>, <y>, <change>, hit: <hit>)"
          " + P(<x> = <from>, <y> != <hit>) * PS(<x>, <y>, <change>, hit: <hit>)"},
         within("PN"),
         within("PS"),
         within("PNS")});
}

TEST_CASE("adjustment") {
  const Fits one_parent = [](const RandomModel& model, std::size_t x, std::size_t) {
    return model.variables()[x].parents.size() == 1 && !model.variables()[x].confounded;
  };
  check(7004, one_parent,
        {{"backdoor = E(y | do(x))", "backdoor(<x>, <effect>, <z>, to: <to>) == E((<effect>)[<x> = <to>])"}});
}

// ---- models of a given form with random numbers ----

/// Fills each `?` with a probability and each `#` with one of 0..3.
std::string with_numbers(std::mt19937& random, const std::string& form) {
  std::string text;
  for (const char c : form) {
    if (c == '?') {
      text.append(std::to_string(1 + random() % 6)).append("/7");
    } else if (c == '#') {
      text.append(std::to_string(random() % 4));
    } else {
      text.push_back(c);
    }
  }
  return text;
}

void check_form(unsigned seed, const std::string& form, const std::vector<Identity>& known) {
  std::mt19937 random(seed);
  Identities identities;
  for (std::size_t i = 0; i < kModels; ++i) {
    identities.of(with_numbers(random, form));
    identities.hold(known);
  }
  identities.report();
}

TEST_CASE("an effect in spite of a hidden cause: the front door") {
  check_form(7005, R"(
    import "effects"
    noise u ~ bernoulli(?)
    var x ~ bernoulli(if u then ? else ?)
    var m : 0..2 ~ if x then [? / 2, 1/4, _] else [1/4, ? / 2, _]
    var y ~ bernoulli(match m, u { 0, true => ?; 0, _ => ?; _, true => ?; 1, _ => ?; _, _ => ? }))",
             {{"frontdoor = E(y | do(x))",
               "all(frontdoor(x, m, y, to: v) == E(y | do(x = v)) for v in domain(x))"}});
}

TEST_CASE("instruments") {
  check_form(7006, R"(
    import "effects"
    noise u ~ bernoulli(?)
    var z ~ bernoulli(?)
    var x ~ bernoulli((1 + # * u + (1 + #) * z) / 9) coupling quantile
    var y : 0..3 ~ match x, u {
      true, true => [? / 4, ? / 4, ? / 4, _]; true, _ => [? / 2, 1/4, 1/16, _]
      _, true => [1/3, 0, ? / 2, _]; _, _ => [? / 3, ? / 3, 1/9, _]
    } coupling independent)",
             {{"LATE = wald where nobody is moved away", "LATE(z, x, y) == wald(z, x, y)"}});
}

TEST_CASE("causes that never prevent") {
  check_form(
      7007, R"(
    import "effects"
    noise u ~ bernoulli(?)
    var x ~ bernoulli(?)
    var t ~ bernoulli(if u then ? else ?)
    var y ~ bernoulli((1 + # * x + # * u) / 9) coupling quantile
    var w ~ bernoulli((1 + # * t + # * u) / 9) coupling quantile)",
      {{"PN = ERR where x is exogenous", "PN(x, y) == ERR(x, y)"},
       {"PN = CERR", "PN(t, w) == CERR(t, w)"},
       {"PNS = ATE = flips", "PNS(t, w) == ATE(t, w) and flips(t, w) == ATE(t, w)"},
       {"what is observed is causal where x is exogenous",
        "observed_RD(x, y) == RD(x, y) and observed_RR(x, y) == RR(x, y) and observed_OR(x, y) == OR(x, y)"
        " and TV(x, y) == ATE(x, y)"}});
}

}  // namespace
