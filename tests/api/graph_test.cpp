// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "causeway/causeway.hpp"

using causeway::Graph;
using causeway::GraphFormat;
using causeway::Model;

namespace {

Model chain() {
  return Model::parse(R"(
    model chain
    noise u ~ bernoulli(1/2)
    noise own ~ bernoulli(1/3)
    latent var h ~ bernoulli(if u then 1/3 else 1/2)
    var x = h or u
    var m = x and own
    var y[i in 1..2] = if i == 1 then m else x
  )")
      .value();
}

std::string edges(const Graph& graph) {
  std::string text;
  for (const Graph::Edge& one : graph.edges)
    text += graph.nodes[one.from].name + ">" + graph.nodes[one.to].name + " ";
  return text;
}

}  // namespace

TEST_CASE("a model's graph has an edge from each parent") {
  const Graph graph = chain().graph();
  CHECK(edges(graph) == "u>h h>x u>x x>m own>m m>y[1] x>y[2] ");
  REQUIRE(graph.nodes.size() == 7);
  CHECK(graph.nodes[0].noise);
  CHECK(graph.nodes[2].latent);
  CHECK(
      std::none_of(graph.nodes.begin(), graph.nodes.end(), [](const Graph::Node& one) { return one.acted; }));
}

TEST_CASE("actions cut edges, and policies add some") {
  const Graph acted = chain().act("x = true").graph().value();
  CHECK(edges(acted) == "u>h x>m own>m m>y[1] x>y[2] ");
  CHECK(acted.nodes[3].acted);
  CHECK(edges(chain().act("m = h and u").graph().value()) == "u>h h>x u>x h>m u>m m>y[1] x>y[2] ");
  CHECK(edges(chain().act("x -> m = true").graph().value()) == "u>h h>x u>x own>m m>y[1] x>y[2] ");
  CHECK(edges(chain().act("y[_] = false").graph().value()) == "u>h h>x u>x x>m own>m ");
  CHECK(chain().act("z = 1").graph().error()[0].code == causeway::Code::Name);
}

TEST_CASE("formats of graphs") {
  const Graph graph = chain().act("m = true").graph().value();
  CHECK(graph.to_string(GraphFormat::Dot).find("  \"m\" [shape=box") != std::string::npos);
  CHECK(graph.to_string(GraphFormat::Dot).find("  \"x\" -> \"y[2]\";\n") != std::string::npos);
  CHECK(graph.to_string(GraphFormat::Dagitty) ==
        "dag {\n  \"u\" [latent]\n  \"h\" [latent]\n  \"x\"\n  \"m\"\n  \"y[1]\"\n  \"y[2]\"\n  \"u\" -> "
        "\"h\"\n"
        "  \"h\" -> \"x\"\n  \"u\" -> \"x\"\n  \"m\" -> \"y[1]\"\n  \"x\" -> \"y[2]\"\n}\n");
  CHECK(graph.to_string(GraphFormat::Json).find(R"({"name":"own","kind":"noise","acted":false})") !=
        std::string::npos);
}
