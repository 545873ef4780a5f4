// SPDX-License-Identifier: MIT
// Nodes that surely have a value on every unit; of others nothing is said. Cheap, and enough for most models,
// so that looking for undefined operations costs nothing there.
#pragma once

#include <algorithm>
#include <vector>

#include "inference/task.hpp"
#include "ir/evaluator.hpp"

namespace causeway::inference {

class Defined {
 public:
  explicit Defined(ir::Store& store) : store_(store), evaluator_(store) {}

  /// To be called for operands before their users.
  void add(NodeId id) {
    if (id.index() >= defined_.size()) defined_.resize(store_.size(), false);
    defined_[id.index()] = all(store_[id].operands) && total(id);
  }
  bool operator()(NodeId id) const { return id.index() < defined_.size() && defined_[id.index()]; }
  bool all(std::span<const NodeId> nodes) const {
    return std::all_of(nodes.begin(), nodes.end(), [&](NodeId one) { return (*this)(one); });
  }

 private:
  bool total(NodeId id);
  bool proper_draw(NodeId chance);
  bool covered(const ir::Node& table) const;

  ir::Store& store_;
  ir::Evaluator evaluator_;
  std::vector<bool> defined_;
};

}  // namespace causeway::inference
