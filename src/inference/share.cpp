// SPDX-License-Identifier: MIT
#include <map>
#include <set>

#include "inference/defined.hpp"
#include "inference/simplify.hpp"

namespace causeway::inference {

using ir::Node;
using ir::Op;

namespace {

/// Operands in common below this number are not worth a node of their own.
constexpr std::size_t kLeast = 3;
/// Above this number of operations with common operands pairs are no longer compared.
constexpr std::size_t kMostGroup = 64;

using Operands = std::map<NodeId, std::size_t>;  // a multiset

struct Group {
  NodeId node;  // of the original; of a part in common none
  Op op;
  Operands operands;
  std::vector<std::size_t> parts;  // other groups that are operands too

  std::size_t size() const {
    std::size_t total = 0;
    for (const auto& [id, count] : operands) total += count;
    return total;
  }
};

Operands common(const Operands& a, const Operands& b) {
  Operands result;
  for (const auto& [id, count] : a) {
    const auto other = b.find(id);
    if (other != b.end()) result.emplace(id, std::min(count, other->second));
  }
  return result;
}

void subtract(Operands& from, const Operands& what) {
  for (const auto& [id, count] : what) {
    auto& left = from.at(id);
    left -= count;
    if (left == 0) from.erase(id);
  }
}

class Sharer {
 public:
  explicit Sharer(ir::Store& store) : store_(store) {}

  void run(Roots& roots) {
    collect(roots);
    for (const auto& [op, members] : by_op_) extract(op, members);
    if (shared_ == 0) return;
    rewrite(store_, roots, [&](NodeId id, const Node& node) {
      const auto group = group_of_.find(id);
      const NodeId result = group == group_of_.end() || !touched_.contains(group->second)
                                ? store_.make(node.op, node.payload, node.operands)
                                : build(group->second);
      replaced_.emplace(id, result);
      return result;
    });
  }

 private:
  void collect(Roots& roots) {
    Defined defined(store_);
    for (const NodeId id : slice(store_, roots)) {
      defined.add(id);
      const Node node = store_[id];
      const bool lazy = node.op == Op::And || node.op == Op::Or;
      const bool strict = node.op == Op::Add || node.op == Op::Mul || node.op == Op::Min ||
                          node.op == Op::Max || node.op == Op::Xor;
      if ((!lazy && !strict) || node.operands.size() < kLeast) continue;
      // The order of `and` and `or` may be changed only where it decides nothing.
      if (lazy && !defined.all(node.operands)) continue;
      Group group{id, node.op, {}, {}};
      for (const NodeId one : node.operands) ++group.operands[one];
      group_of_.emplace(id, groups_.size());
      by_op_[node.op].push_back(groups_.size());
      groups_.push_back(std::move(group));
    }
  }

  /// While two groups have enough operands in common, the greatest common part becomes a group of its own.
  void extract(Op op, std::vector<std::size_t> members) {
    if (members.size() > kMostGroup) members.resize(kMostGroup);
    for (;;) {
      Operands best;
      std::size_t most = kLeast - 1;
      std::pair<std::size_t, std::size_t> pair;
      for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = i + 1; j < members.size(); ++j) {
          store_.budget().spend(groups_[members[i]].operands.size());
          Operands both = common(groups_[members[i]].operands, groups_[members[j]].operands);
          std::size_t size = 0;
          for (const auto& [id, count] : both) size += count;
          if (size <= most) continue;
          most = size;
          best = std::move(both);
          pair = {members[i], members[j]};
        }
      }
      if (best.empty()) return;
      take_out(op, best, pair, members);
    }
  }

  void take_out(Op op, const Operands& part, std::pair<std::size_t, std::size_t> pair,
                std::vector<std::size_t>& members) {
    ++shared_;
    touched_.insert(pair.first);
    touched_.insert(pair.second);
    // Is one of the two the whole part?
    for (const auto& [whole, other] : {pair, std::pair(pair.second, pair.first)}) {
      if (groups_[whole].operands != part || !groups_[whole].parts.empty()) continue;
      subtract(groups_[other].operands, part);
      groups_[other].parts.push_back(whole);
      return;
    }
    const std::size_t fresh = groups_.size();
    groups_.push_back({NodeId(), op, part, {}});
    touched_.insert(fresh);
    members.push_back(fresh);
    for (const std::size_t one : {pair.first, pair.second}) {
      subtract(groups_[one].operands, part);
      groups_[one].parts.push_back(fresh);
    }
  }

  NodeId build(std::size_t index) {
    const auto known = built_.find(index);
    if (known != built_.end()) return known->second;
    const Group group = groups_[index];
    std::vector<NodeId> operands;
    for (const std::size_t part : group.parts) operands.push_back(build(part));
    for (const auto& [id, count] : group.operands) operands.insert(operands.end(), count, replaced_.at(id));
    const NodeId result = operands.size() == 1 ? operands[0] : store_.make(group.op, 0, operands);
    built_.emplace(index, result);
    return result;
  }

  ir::Store& store_;
  std::vector<Group> groups_;
  std::map<NodeId, std::size_t> group_of_;
  std::map<Op, std::vector<std::size_t>> by_op_;
  std::set<std::size_t> touched_;
  std::size_t shared_ = 0;
  std::map<NodeId, NodeId> replaced_;
  std::map<std::size_t, NodeId> built_;
};

}  // namespace

void share(ir::Store& store, Roots& roots) {
  Sharer(store).run(roots);
}

}  // namespace causeway::inference
