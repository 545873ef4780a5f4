// SPDX-License-Identifier: MIT
// Pass `slice`: what the roots depend on. Tests: tests/differential.
#include "inference/rewrite.hpp"

namespace causeway::inference {

std::vector<NodeId> slice(const ir::Store& store, Roots& roots) {
  std::vector<NodeId> all;
  roots.for_each([&](NodeId& root) { all.push_back(root); });
  return ir::dependencies(store, all);
}

}  // namespace causeway::inference
