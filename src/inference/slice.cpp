// SPDX-License-Identifier: MIT
// Pass `slice`: what the roots depend on; and what they say of draws. Tests: tests/differential.
#include "inference/rewrite.hpp"

namespace causeway::inference {

std::vector<NodeId> slice(const ir::Store& store, Roots& roots) {
  std::vector<NodeId> all;
  roots.for_each([&](NodeId& root) { all.push_back(root); });
  return ir::dependencies(store, all);
}

std::optional<Comparison> comparison(const ir::Store& store, NodeId id) {
  using ir::Op;
  const ir::Node node = store[id];
  if (node.op == Op::Chance) return Comparison{id, ir::kTrue};
  if (node.op == Op::Not && store[node.operands[0]].op == Op::Chance)
    return Comparison{node.operands[0], ir::kFalse};
  if (node.op != Op::Equal) return std::nullopt;
  for (const std::size_t side : {0U, 1U}) {
    const ir::Node other = store[node.operands[1 - side]];
    if (other.op == Op::Const && store[node.operands[side]].op == Op::Chance)
      return Comparison{node.operands[side], ValueId(other.payload)};
  }
  return std::nullopt;
}

}  // namespace causeway::inference
