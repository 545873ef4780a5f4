// SPDX-License-Identifier: MIT
// Where nodes come from. Only kept when a query is lowered once more to explain an undefined operation:
// hash-consing otherwise merges equal operations of different variables, which have different places.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "lower/lowered_model.hpp"

namespace causeway::lower {

class Trace {
 public:
  struct Origin {
    Span span;
    std::string binders;  // `i = 1, g = low`; empty: none
    VarId variable;       // whose mechanism it belongs to; invalid: the query's own
    WorldId world{0};
  };

  /// The innermost expression that makes a node is noted first and stays.
  void note(NodeId node, Origin origin) { origins_.emplace(node, std::move(origin)); }
  const Origin* find(NodeId node) const {
    const auto found = origins_.find(node);
    return found == origins_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<NodeId, Origin> origins_;
};

}  // namespace causeway::lower
