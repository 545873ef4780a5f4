// SPDX-License-Identifier: MIT
// The networks outside the repository: CAUSEWAY_DATA_DIR/networks. Skipped where they are not.
#include <doctest/doctest.h>

#include <filesystem>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "data/data_main.hpp"

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

}  // namespace
