// SPDX-License-Identifier: MIT
// Pass `slice`: what the roots depend on. Tests: tests/differential.
#include "inference/rewrite.hpp"

namespace causeway::inference {

std::vector<NodeId> slice(const ir::Store& store, Roots& roots) {
  std::vector<bool> seen(store.size(), false);
  std::vector<NodeId> found;
  const auto visit = [&](NodeId id) {
    if (seen[id.index()]) return;
    seen[id.index()] = true;
    found.push_back(id);
  };
  roots.for_each([&](NodeId& root) { visit(root); });
  for (std::size_t i = 0; i < found.size(); ++i) {
    store.budget().spend();
    for (const NodeId operand : store[found[i]].operands) visit(operand);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace causeway::inference
