// SPDX-License-Identifier: MIT
// Reads a causal graph: Graphviz's language (DOT) and dagitty's (Textor et al., "Robust causal inference
// using directed acyclic graphs: the R package dagitty", 2016), which is much the same with `<-`, `<->` and
// attributes of its own.
#pragma once

#include <string>
#include <vector>

#include "support/budget.hpp"
#include "support/fault.hpp"
#include "support/source.hpp"

namespace causeway::formats {

struct GraphNode {
  enum class Role { Observed, Latent, Noise };
  std::string name;
  support::Span span;
  Role role = Role::Observed;
  bool exposure = false;
  bool outcome = false;
  std::vector<std::size_t> parents;
};

struct CausalGraph {
  std::string name;
  std::vector<GraphNode> nodes;                                 // in order of appearance
  std::vector<std::pair<std::size_t, std::size_t>> confounded;  // `a <-> b`
};

/// Throws Fault for what is no graph of this kind: other edges, a cycle; Exhausted.
CausalGraph read_graph(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

}  // namespace causeway::formats
