// SPDX-License-Identifier: MIT
// The networks outside the repository, written in every format and read again.
#include <doctest/doctest.h>

#include <filesystem>

#include "causeway/causeway.hpp"
#include "data/data_main.hpp"

namespace {

using namespace causeway;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

std::vector<fs::path> networks() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(tests::data("networks"))) {
    if (entry.path().extension() == ".bif") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Network read(const std::string& text, const std::string& name) {
  const auto model = Model::parse(text, {}, name);
  REQUIRE_MESSAGE(model, name << ": " << (model ? "" : model.error()[0].message));
  CHECK_MESSAGE(model.value().warnings().empty(), name);
  const auto network = model.value().network();
  REQUIRE_MESSAGE(network, name << ": " << (network ? "" : network.error()[0].message));
  return network.value();
}

std::string written(const Network& network, NetworkFormat format) {
  const auto text = network.to_text(format);
  REQUIRE(text);
  CHECK(text.value().warnings.empty());
  return text.value().text;
}

/// Places of nodes by name: a model has parents first.
std::vector<std::size_t> places(const Network& network, const Network& other) {
  std::vector<std::size_t> result;
  for (const Network::Node& one : network.nodes) {
    const auto found = std::find_if(other.nodes.begin(), other.nodes.end(),
                                    [&](const Network::Node& node) { return node.name == one.name; });
    REQUIRE(found != other.nodes.end());
    result.push_back(static_cast<std::size_t>(found - other.nodes.begin()));
  }
  return result;
}

void check_same(const Network& network, const Network& other, const std::string& name, bool named) {
  REQUIRE_MESSAGE(network.nodes.size() == other.nodes.size(), name);
  std::vector<std::size_t> place(network.nodes.size());
  for (std::size_t i = 0; i < place.size(); ++i) place[i] = i;
  if (named) place = places(network, other);
  std::size_t different = 0;
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    const Network::Node& a = network.nodes[i];
    const Network::Node& b = other.nodes[place[i]];
    std::vector<std::size_t> parents;
    for (const std::size_t parent : a.parents) parents.push_back(place[parent]);
    const bool states = named ? a.states == b.states : a.states.size() == b.states.size();
    if (!states || parents != b.parents || a.table != b.table) ++different;
  }
  CHECK_MESSAGE(different == 0, name);
}

}  // namespace

TEST_CASE("all networks are the same after BIF, XMLBIF, UAI and a model") {
  for (const fs::path& file : networks()) {
    const std::string name = file.stem().string();
    Options options;
    options.limits.source = 64U << 20U;  // diabetes as XMLBIF
    const auto model = Model::load(file.string(), options);
    REQUIRE(model);
    const auto made = model.value().network();
    REQUIRE_MESSAGE(made, name);
    const Network& network = made.value();
    CHECK(network.unreachable == 0);
    check_same(network, read(written(network, NetworkFormat::Bif), name + ".bif"), name, true);
    check_same(network, read(written(network, NetworkFormat::XmlBif), name + ".xmlbif"), name, true);
    check_same(network, read(written(network, NetworkFormat::Uai), name + ".uai"), name, false);
    std::size_t cells = 0;
    for (const Network::Node& one : network.nodes) cells += one.table.size();
    if (cells > 100'000) continue;  // as a model it is a text to be parsed: half a minute in a debug build
    check_same(network, read(written(network, NetworkFormat::Scm), name + ".scm"), name, true);
  }
}

TEST_CASE("the graphs of all networks are the same after DOT and dagitty") {
  for (const fs::path& file : networks()) {
    const auto model = Model::load(file.string());
    REQUIRE(model);
    const Graph graph = model.value().graph();
    for (const GraphFormat format : {GraphFormat::Dot, GraphFormat::Dagitty}) {
      const auto text = model_from_graph(graph.to_string(format), file.stem().string() + ".dot");
      REQUIRE_MESSAGE(text, file.string() << (text ? "" : text.error()[0].message));
      const auto read = Model::parse(text.value());
      REQUIRE_MESSAGE(read, file.string() << (read ? "" : read.error()[0].message));
      const Graph again = read.value().graph();
      REQUIRE(again.nodes.size() == graph.nodes.size());
      bool same = again.edges == graph.edges;
      for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        same = same && again.nodes[i].name == graph.nodes[i].name;
      CHECK_MESSAGE(same, file.string());
    }
  }
}
