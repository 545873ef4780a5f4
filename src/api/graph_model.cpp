// SPDX-License-Identifier: MIT
// A model to begin with, from a causal graph.
#include <algorithm>
#include <filesystem>
#include <set>

#include "api/state.hpp"
#include "causeway/graph.hpp"
#include "causeway/model.hpp"
#include "formats/graph.hpp"
#include "support/text.hpp"
#include "syntax/printer.hpp"

namespace causeway {

namespace {

using formats::CausalGraph;
using formats::GraphNode;

/// `a <-> b` as a latent node with two children.
void add_common_causes(CausalGraph& graph) {
  std::set<std::string> names;
  for (const GraphNode& one : graph.nodes) names.insert(one.name);
  for (const auto& [a, b] : graph.confounded) {
    std::string name = "u_" + graph.nodes[a].name + "_" + graph.nodes[b].name;
    while (!names.insert(name).second) name += "_";
    const std::size_t cause = graph.nodes.size();
    graph.nodes.push_back({name, graph.nodes[a].span, GraphNode::Role::Latent, false, false, {}});
    graph.nodes[a].parents.push_back(cause);
    graph.nodes[b].parents.push_back(cause);
  }
}

std::string mechanism(const CausalGraph& graph, const GraphNode& node) {
  if (node.parents.empty()) return "bernoulli(1/2)";
  std::string sum = "1";
  for (const std::size_t parent : node.parents) sum += " + " + syntax::spell(graph.nodes[parent].name);
  return "bernoulli((" + sum + ") / " + std::to_string(node.parents.size() + 2) + ")";
}

/// The effects of exposures on outcomes.
std::string questions(const CausalGraph& graph) {
  std::string text;
  for (const GraphNode& x : graph.nodes) {
    for (const GraphNode& y : graph.nodes) {
      if (x.exposure && y.outcome)
        text += "query ATE(" + syntax::spell(x.name) + ", " + syntax::spell(y.name) + ")\n";
    }
  }
  return text;
}

std::string model_text(CausalGraph graph, const std::string& file) {
  add_common_causes(graph);
  const std::string asked = questions(graph);
  const bool unnamed = file.empty() || file.front() == '<';  // `<stdin>`
  const std::string stem = unnamed ? "graph" : std::filesystem::path(file).stem().string();
  const std::string name = graph.name.empty() ? stem : graph.name;
  std::string text =
      "// The graph has no numbers. Here every variable is a bool that each of its causes makes more "
      "probable:\n"
      "// put your own domains and mechanisms in their place.\n";
  text += "model " + syntax::spell(name) + "\n";
  if (!asked.empty()) text += "import \"effects\"\n";
  for (const GraphNode& node : graph.nodes) {
    const bool noise = node.role == GraphNode::Role::Noise && node.parents.empty();
    const bool latent = node.role == GraphNode::Role::Latent;
    text += (noise    ? "noise "
             : latent ? "latent var "
                      : "var ") +
            syntax::spell(node.name) + " ~ " + mechanism(graph, node) + "\n";
  }
  return text + asked;
}

}  // namespace

Result<std::string> model_from_graph(std::string_view text, const std::string& name, const Limits& limits) {
  support::SourceMap sources;
  const support::FileId file = sources.add(name, std::string(text));
  support::Budget budget(limits);
  try {
    support::require_short(sources, file, limits);
    return format(model_text(formats::read_graph(sources, file, budget), name), name, limits);
  } catch (const support::Fault& fault) {
    return support::resolve(fault.report(), sources);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, {file, 0, 0}), sources);
  } catch (const std::bad_alloc&) {
    return api::no_memory();
  }
}

}  // namespace causeway
