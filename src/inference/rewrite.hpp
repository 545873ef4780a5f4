// SPDX-License-Identifier: MIT
// What the passes over nodes have in common: the nodes that some roots depend on, and rewriting them from the
// leaves up.
#pragma once

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "inference/task.hpp"

namespace causeway::inference {

/// The roots of one computation.
struct Roots {
  struct Observation {
    NodeId node;
    enum class State : std::uint8_t { True, Undefined, Defined } state;
  };
  std::vector<Observation> evidence;  // all of this is so
  std::vector<NodeId> targets;
  std::vector<NodeId> weights;
  std::vector<NodeId> fixed;                   // whose values come later, with each computation
  std::vector<NodeId> others;                  // that nothing above depends on: without pass `slice`
  std::unordered_map<NodeId, NodeId> origins;  // of rewritten nodes: for messages

  template <typename Use>
  void for_each(Use use) {
    for (Observation& one : evidence) use(one.node);
    for (NodeId& one : targets) use(one);
    for (NodeId& one : weights) use(one);
    for (NodeId& one : fixed) use(one);
    for (NodeId& one : others) use(one);
  }
};

/// Pass `slice`: the nodes that the roots depend on, ascending; operands stand before their users.
std::vector<NodeId> slice(const ir::Store& store, Roots& roots);

/// What a node says of one draw: that it has this value.
struct Comparison {
  NodeId draw;
  ValueId value;
};
/// A comparison of a draw with a constant, or a truth value drawn; otherwise nothing.
std::optional<Comparison> comparison(const ir::Store& store, NodeId id);

/// New nodes for old ones, leaves first. `make` gets a node's own number and the node with its operands
/// replaced already, and returns what stands for it.
template <typename Make>
void rewrite(ir::Store& store, Roots& roots, Make make) {
  std::unordered_map<NodeId, NodeId> replaced;
  std::vector<NodeId> operands;
  for (const NodeId id : slice(store, roots)) {
    const ir::Node node = store[id];
    operands.assign(node.operands.begin(), node.operands.end());
    for (NodeId& one : operands) one = replaced.at(one);
    const NodeId made = make(id, ir::Node{node.op, node.payload, operands});
    replaced.emplace(id, made);
    if (made == id) continue;
    const auto origin = roots.origins.find(id);
    const NodeId first = origin == roots.origins.end() ? id : origin->second;
    roots.origins.emplace(made, first);
  }
  roots.for_each([&](NodeId& root) { root = replaced.at(root); });
}

}  // namespace causeway::inference
