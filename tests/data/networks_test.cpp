// SPDX-License-Identifier: MIT
// The networks outside the repository: CAUSEWAY_DATA_DIR/networks. Skipped where they are not.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include <filesystem>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "data/data_main.hpp"
#include "inference/engine.hpp"

namespace {

namespace fs = std::filesystem;
using causeway::tests::data;

std::string network(const std::string& name) {
  return (data("networks") / (name + ".bif")).string();
}

TEST_CASE("all 24 networks load") {
  struct Facts {
    const char* name;
    std::size_t nodes;
    std::size_t arcs;
    std::size_t inexact;  // rows that do not sum to 1
  };
  const std::vector<Facts> all = {
      {"cancer", 5, 4, 0},           {"earthquake", 5, 4, 0},     {"asia", 8, 8, 0},
      {"survey", 6, 6, 0},           {"sachs", 11, 17, 35},       {"child", 20, 25, 0},
      {"alarm", 37, 46, 6},          {"insurance", 27, 52, 1},    {"water", 32, 66, 1},
      {"mildew", 35, 46, 1147},      {"barley", 48, 84, 5190},    {"hailfinder", 56, 66, 0},
      {"hepar2", 70, 123, 62},       {"win95pts", 76, 112, 0},    {"andes", 223, 338, 0},
      {"pathfinder", 109, 195, 490}, {"pigs", 441, 592, 0},       {"diabetes", 413, 602, 714},
      {"link", 724, 1125, 0},        {"munin1", 186, 273, 69},    {"munin2", 1003, 1244, 368},
      {"munin3", 1041, 1306, 384},   {"munin4", 1038, 1388, 384}, {"munin", 1041, 1397, 472}};
  for (const Facts& one : all) {
    const auto model = causeway::Model::load(network(one.name));
    REQUIRE_MESSAGE(model, one.name);
    const causeway::ModelInfo info = model.value().info();
    std::size_t arcs = 0;
    for (const causeway::VariableInfo& variable : info.variables) arcs += variable.parents.size();
    CHECK_MESSAGE(info.variables.size() == one.nodes, one.name);
    CHECK_MESSAGE(arcs == one.arcs, one.name);
    const causeway::Diagnostics& warnings = model.value().warnings();
    CHECK_MESSAGE(warnings.size() == (one.inexact == 0 ? 0 : 1), one.name);
    if (warnings.size() != 1) continue;
    CHECK(warnings[0].code == causeway::Code::InexactRows);
    std::string count = std::to_string(one.inexact);
    if (count.size() > 3) count.insert(count.size() - 3, ",");
    CHECK_MESSAGE(warnings[0].message.starts_with(count + " of "), one.name << ": " << warnings[0].message);
  }
}

TEST_CASE("the small networks answer") {
  struct Asked {
    const char* network;
    const char* query;
    const char* answer;
  };
  // Values from a direct enumeration of the joint distribution in another language.
  const std::vector<Asked> all = {
      {"asia", "dist(asia | xray = `no`, dysp = `yes`)",
       "{yes: 70262965/7306009912, no: 7235746947/7306009912}"},
      {"asia", "P(lung = yes | do(smoke = no), dysp = yes)", "19000/797833"},
      {"cancer", "dist(Pollution | Xray = negative, Dyspnoea = False)",
       "{low: 285381/316511, high: 31130/316511}"},
      {"earthquake", "dist(Burglary | JohnCalls = False, MaryCalls = False)",
       "{True: 312770/342899267, False: 342586497/342899267}"},
      {"survey", "dist(A | T = train)",
       "{young: 7011207/23404771, adult: 11687940/23404771, old: 4705624/23404771}"}};
  for (const Asked& one : all) {
    const auto model = causeway::Model::load(network(one.network));
    REQUIRE(model);
    const auto answer = model.value().query(one.query);
    REQUIRE_MESSAGE(answer, one.query);
    CHECK_MESSAGE(causeway::tests::canonical(answer.value()) == one.answer, one.query);
  }
}

/// The questions of questions.json: a target, and what was seen.
struct Posterior {
  std::string network;
  std::string target;
  std::vector<std::pair<std::string, std::string>> evidence;
};

std::string quoted(const std::string& name) {
  return "`" + name + "`";
}
std::string conditions(const Posterior& one, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += (i == 0 ? " | " : ", ") + quoted(one.evidence[i].first) + " = " + quoted(one.evidence[i].second);
  return text;
}

std::vector<Posterior> posteriors() {
  std::ifstream file(causeway::tests::data("networks") / "questions.json");
  const auto json = nlohmann::ordered_json::parse(file);
  std::vector<Posterior> result;
  for (const auto& [network, question] : json.items()) {
    Posterior& one = result.emplace_back();
    one.network = network;
    one.target = question["target"];
    for (const auto& [name, state] : question["evidence"].items()) one.evidence.emplace_back(name, state);
  }
  return result;
}

causeway::Limits generous() {
  causeway::Limits limits;
  limits.steps = std::uint64_t{100} << 30U;
  limits.memory = std::size_t{4} << 30U;
  return limits;
}

TEST_CASE("one posterior on each network") {
  const std::vector<Posterior> all = posteriors();
  REQUIRE(all.size() == 24);
  for (const Posterior& one : all) {
    const auto model = causeway::Model::load(network(one.network)).value();
    const auto answer =
        model.query("dist(" + quoted(one.target) + conditions(one, one.evidence.size()) + ")", generous());
    REQUIRE_MESSAGE(answer, one.network << ": " << answer.error().front().message);
    causeway::Rational sum;
    for (const auto& row : answer.value().table().rows) sum += row.rational();
    CHECK_MESSAGE(sum == causeway::Rational(1), one.network);
    if (one.network != "alarm") continue;
    CHECK(answer.value().table().rows[0].values[0].label() == "TRUE");
    CHECK(answer.value().table().rows[0].rational() == causeway::Rational(4167180, 4235219));
  }
}

TEST_CASE("residues, and integers as they are") {
  using causeway::inference::Numbers;
  // Directly, the largest ones would take minutes.
  static const std::set<std::string> kLarge = {"barley", "diabetes", "link", "mildew", "munin3"};
  for (const Posterior& one : posteriors()) {
    if (kLarge.contains(one.network)) continue;
    const auto model = causeway::Model::load(network(one.network)).value();
    const std::string query = "dist(" + quoted(one.target) + conditions(one, one.evidence.size()) + ")";
    std::set<std::string> answers;
    for (const Numbers numbers : {Numbers::Faster, Numbers::Direct, Numbers::Residues}) {
      causeway::inference::chosen_engine().passes.kernel.numbers = numbers;
      answers.insert(causeway::tests::canonical(model.query(query, generous()).value()));
    }
    causeway::inference::chosen_engine() = {};
    CHECK_MESSAGE(answers.size() == 1, one.network);
  }
}

TEST_CASE("marginals are the distributions of all variables") {
  for (const Posterior& one : posteriors()) {
    static const std::set<std::string> kAsked = {"alarm", "insurance", "hailfinder", "win95pts", "water"};
    if (!kAsked.contains(one.network)) continue;
    const auto model = causeway::Model::load(network(one.network)).value();
    const std::string seen = conditions(one, one.evidence.size());
    const auto all = model.query("marginals(" + seen + ")", generous()).value();
    for (const auto& marginal : all.marginals()) {
      const auto alone = model.query("dist(" + quoted(marginal.variable) + seen + ")", generous()).value();
      CHECK_MESSAGE(causeway::tests::canonical(marginal.table) == causeway::tests::canonical(alone.table()),
                    one.network << ": " << marginal.variable);
    }
  }
}

TEST_CASE("the law of total probability, over the last observation") {
  for (const Posterior& one : posteriors()) {
    // Other evidence needs other plans; on the widest networks these tests would take minutes.
    static const std::set<std::string> kWide = {"barley", "diabetes", "link", "mildew", "munin3"};
    if (kWide.contains(one.network)) continue;
    const auto model = causeway::Model::load(network(one.network)).value();
    const auto ask = [&](const std::string& query) { return model.query(query, generous()).value(); };
    const std::size_t all_but_last = one.evidence.size() - 1;
    const std::string seen = conditions(one, all_but_last);
    const std::string& last = one.evidence.back().first;
    const causeway::Table whole = ask("dist(" + quoted(one.target) + seen + ")").table();
    std::vector<causeway::Rational> mixed(whole.rows.size());
    const causeway::Table states = ask("dist(" + quoted(last) + seen + ")").table();
    for (const auto& state : states.rows) {
      if (state.rational().is_zero()) continue;
      Posterior other = one;
      other.evidence.back().second = state.values[0].label();
      const causeway::Table part =
          ask("dist(" + quoted(one.target) + conditions(other, other.evidence.size()) + ")").table();
      for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i] += state.rational() * part.rows[i].rational();
    }
    for (std::size_t i = 0; i < mixed.size(); ++i)
      CHECK_MESSAGE(mixed[i] == whole.rows[i].rational(), one.network);
  }
}

TEST_CASE("a prepared posterior is the written one") {
  const auto model = causeway::Model::load(network("alarm")).value();
  const auto prepared =
      model.prepare("dist(LVFAILURE | HISTORY = $h, PCWP = $p, HREKG = HIGH, EXPCO2 = $e)").value();
  for (const std::string h : {"TRUE", "FALSE"}) {
    for (const std::string p : {"LOW", "NORMAL", "HIGH"}) {
      const auto answer = prepared.bind("h", h).bind("p", p).bind("e", "LOW").evaluate();
      const auto written =
          model.query("dist(LVFAILURE | HISTORY = " + h + ", PCWP = " + p + ", HREKG = HIGH, EXPCO2 = LOW)");
      REQUIRE(answer);
      CHECK(causeway::tests::canonical(answer.value()) == causeway::tests::canonical(written.value()));
    }
  }
}

}  // namespace
