// SPDX-License-Identifier: MIT
#include "causeway/graph.hpp"

#include <nlohmann/json.hpp>

namespace causeway {

namespace {

/// As Graphviz and dagitty read it.
std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::string dot(const Graph& graph) {
  std::string text =
      "digraph " + quoted(graph.name) + " {\n" + "  node [shape=ellipse, fontname=\"Helvetica\"];\n";
  for (const Graph::Node& one : graph.nodes) {
    text += "  " + quoted(one.name);
    if (one.acted) {
      text += " [shape=box, style=filled, fillcolor=\"#dddddd\"]";
    } else if (one.noise) {
      text += " [style=dotted, color=\"#888888\", fontcolor=\"#666666\"]";
    } else if (one.latent) {
      text += " [style=dashed]";
    }
    text += ";\n";
  }
  for (const Graph::Edge& one : graph.edges) {
    text += "  " + quoted(graph.nodes[one.from].name) + " -> " + quoted(graph.nodes[one.to].name);
    text += graph.nodes[one.from].noise ? " [style=dotted, color=\"#888888\"];\n" : ";\n";
  }
  return text + "}\n";
}

std::string dagitty(const Graph& graph) {
  std::vector<std::size_t> children(graph.nodes.size(), 0);
  for (const Graph::Edge& one : graph.edges) ++children[one.from];
  const auto shown = [&](std::size_t node) { return !graph.nodes[node].noise || children[node] > 1; };
  std::string text = "dag {\n";
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!shown(i)) continue;
    const bool latent = graph.nodes[i].noise || graph.nodes[i].latent;
    text += "  " + quoted(graph.nodes[i].name) + (latent ? " [latent]\n" : "\n");
  }
  for (const Graph::Edge& one : graph.edges) {
    if (shown(one.from))
      text += "  " + quoted(graph.nodes[one.from].name) + " -> " + quoted(graph.nodes[one.to].name) + "\n";
  }
  return text + "}\n";
}

std::string json(const Graph& graph) {
  nlohmann::ordered_json result{{"kind", "graph"},
                                {"name", graph.name},
                                {"nodes", nlohmann::ordered_json::array()},
                                {"edges", nlohmann::ordered_json::array()}};
  for (const Graph::Node& one : graph.nodes) {
    result["nodes"].push_back({{"name", one.name},
                               {"kind", one.noise    ? "noise"
                                        : one.latent ? "latent"
                                                     : "observed"},
                               {"acted", one.acted}});
  }
  for (const Graph::Edge& one : graph.edges)
    result["edges"].push_back({graph.nodes[one.from].name, graph.nodes[one.to].name});
  return result.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string Graph::to_string(GraphFormat format) const {
  switch (format) {
    case GraphFormat::Dot:
      return dot(*this);
    case GraphFormat::Dagitty:
      return dagitty(*this);
    case GraphFormat::Json:
      break;
  }
  return json(*this);
}

}  // namespace causeway
