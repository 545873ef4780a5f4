// SPDX-License-Identifier: MIT
#include <map>

#include "inference/simplify.hpp"

namespace causeway::inference {

using ir::Node;
using ir::Op;

namespace {

/// Instances of sources that are not coupled by quantiles, where there are several.
std::map<SourceId, std::vector<NodeId>> several_instances(const ir::Store& store, Roots& roots) {
  std::map<SourceId, std::vector<NodeId>> instances;
  for (const NodeId id : slice(store, roots)) {
    const Node node = store[id];
    if (node.op != Op::Chance) continue;
    if (store.sources[SourceId(node.payload)].coupling != ir::Coupling::Quantile)
      instances[SourceId(node.payload)].push_back(id);
  }
  std::erase_if(instances, [](const auto& one) { return one.second.size() < 2; });
  return instances;
}

/// Are these the same arguments? An undefined one is a value like others.
NodeId same_arguments(ir::Store& store, std::span<const NodeId> a, std::span<const NodeId> b) {
  std::vector<NodeId> parts;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) parts.push_back(store.make(Op::Same, 0, {a[i], b[i]}));
  }
  return parts.size() == 1 ? parts[0] : store.make(Op::And, 0, parts);
}

}  // namespace

void couple(ir::Store& store, Roots& roots) {
  const auto instances = several_instances(store, roots);
  if (instances.empty()) return;
  struct Drawn {
    std::vector<NodeId> arguments;
    NodeId node;
  };
  std::map<SourceId, std::vector<Drawn>> drawn;
  rewrite(store, roots, [&](NodeId, const Node& node) {
    const SourceId source(node.payload);
    if (node.op != Op::Chance || !instances.contains(source))
      return store.make(node.op, node.payload, node.operands);
    std::vector<Drawn>& earlier = drawn[source];
    ir::Source fresh = store.sources[source];
    fresh.name += " (" + std::to_string(earlier.size() + 1) + ")";
    NodeId result = store.make(Op::Chance, store.sources.push_back(std::move(fresh)).value, node.operands);
    const std::span<const NodeId> arguments = node.operands.subspan(1);
    for (auto one = earlier.rbegin(); one != earlier.rend(); ++one)
      result = store.make(Op::If, 0, {same_arguments(store, arguments, one->arguments), one->node, result});
    earlier.push_back({{arguments.begin(), arguments.end()}, result});
    return result;
  });
}

}  // namespace causeway::inference
