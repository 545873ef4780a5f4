// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "causeway/export.hpp"
#include "causeway/limits.hpp"
#include "causeway/result.hpp"

namespace causeway {

enum class GraphFormat {
  Dot,      ///< for Graphviz
  Dagitty,  ///< for dagitty.net and its R package; noise of one variable is left out, shared noise is latent
  /// `{"kind": "graph", "name": …, "nodes": [{"name": …, "kind": …, "acted": …}], "edges": [[from, to]]}`
  Json,
};

/// A causal graph: variables, noise included, and an edge from each parent to its child. A plain value type.
struct CAUSEWAY_EXPORT Graph {
  struct Node {
    std::string name;
    bool noise = false;
    bool latent = false;
    bool acted = false;  ///< its mechanism is replaced
  };
  struct Edge {
    std::size_t from = 0;  ///< place of the node
    std::size_t to = 0;
    friend bool operator==(const Edge&, const Edge&) = default;
  };
  std::string name;  ///< the model's
  std::vector<Node> nodes;
  std::vector<Edge> edges;

  std::string to_string(GraphFormat format) const;
};

/// A model, as text, whose causal graph is the one that a text of Graphviz (`digraph`) or dagitty (`dag`)
/// describes. A graph has no numbers: every variable is a bool that each of its parents makes more probable,
/// equally, for the reader to replace. `a <-> b` becomes a latent common cause; what dagitty calls exposure
/// and outcome becomes a query. Errors are located; `name` stands for the file in them.
CAUSEWAY_EXPORT Result<std::string> model_from_graph(std::string_view text,
                                                     const std::string& name = "<graph>",
                                                     const Limits& limits = {});

}  // namespace causeway
