// SPDX-License-Identifier: MIT
#include <map>

#include "inference/simplify.hpp"

namespace causeway::inference {

using ir::Node;
using ir::Op;

namespace {

class Decomposer {
 public:
  Decomposer(ir::Store& store, std::size_t few) : store_(store), few_(few) {}

  NodeId operator()(NodeId id, const Node& node) {
    switch (node.op) {
      case Op::Add:
      case Op::Mul:
      case Op::Min:
      case Op::Max:
      case Op::Xor:
      case Op::And:
      case Op::Or:
        return chain(node);
      case Op::If:
        return conditional(node);
      case Op::Pick:
        return is_extreme_value(id) ? extreme_values_.at(store_[id].operands[0]) : pick(node);
      case Op::ArgMin:
      case Op::ArgMax:
        return extremum(id, node);
      default:
        return store_.make(node.op, node.payload, node.operands);
    }
  }

 private:
  /// a + b + c = (a + b) + c; for `and` and `or` the order of evaluation stays.
  NodeId chain(const Node& node) {
    if (node.operands.size() <= 2) return store_.make(node.op, node.payload, node.operands);
    NodeId result = node.operands[0];
    for (const NodeId one : node.operands.subspan(1))
      result = store_.make(node.op, node.payload, {result, one});
    return result;
  }

  NodeId number(std::size_t n) {
    return store_.constant(store_.values.number(Rational(static_cast<std::int64_t>(n))));
  }

  /// Values: one condition at a time. Laws, which are not values: the number of the branch that is taken, one
  /// condition at a time, and then the law of that number.
  NodeId conditional(const Node& node) {
    if (node.operands.size() <= 3) return store_.make(node.op, node.payload, node.operands);
    const bool law = ir::gives_law(store_, node.operands.back());
    const std::size_t branches = node.operands.size() / 2;
    NodeId result = law ? number(branches) : node.operands.back();
    for (std::size_t i = branches; i > 0; --i) {
      const NodeId value = law ? number(i - 1) : node.operands[2 * i - 1];
      result = store_.make(Op::If, 0, {node.operands[2 * i - 2], value, result});
    }
    if (!law) return result;
    std::vector<NodeId> operands;
    for (std::size_t i = 0; i < branches; ++i) {
      operands.push_back(store_.make(Op::Equal, 0, {result, number(i)}));
      operands.push_back(node.operands[2 * i + 1]);
    }
    operands.push_back(node.operands.back());
    return store_.make(Op::If, 0, operands);
  }

  /// The member's number, undefined where there is none, and then one member at a time.
  NodeId pick(const Node& node) {
    const ir::KeyTable& keys = store_.keys[ir::KeyTableId(node.payload)];
    const std::span<const NodeId> members = node.operands.subspan(keys.arity());
    if (members.size() <= few_) return store_.make(node.op, node.payload, node.operands);
    ir::LookupTable numbers{keys, {}};
    for (std::size_t i = 0; i < members.size(); ++i)
      numbers.values.push_back(store_.values.number(Rational(static_cast<std::int64_t>(i))));
    const auto table = store_.lookups.intern(numbers);
    const NodeId chosen = store_.make(Op::Lookup, table.value, node.operands.first(keys.arity()));
    NodeId result = store_.make(Op::If, 0,
                                {store_.make(Op::Equal, 0, {chosen, number(members.size() - 1)}),
                                 members.back(), store_.make(Op::Undefined, 0, {})});
    for (std::size_t i = members.size() - 1; i > 0; --i) {
      const NodeId here = store_.make(Op::Equal, 0, {chosen, number(i - 1)});
      result = store_.make(Op::If, 0, {here, members[i - 1], result});
    }
    return result;
  }

  /// The best value so far and its key, one guarded value at a time.
  NodeId extremum(NodeId id, const Node& node) {
    const std::vector<ValueId> keys = store_.lists[ir::ValueListId(node.payload)].items();
    if (keys.size() <= few_) return store_.make(node.op, node.payload, node.operands);
    const Op better = node.op == Op::ArgMax ? Op::Greater : Op::Less;
    NodeId key = store_.make(Op::Undefined, 0, {});
    NodeId best = node.operands[1];
    NodeId any = store_.constant(ir::kFalse);  // did a guard hold already?
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const NodeId guard = node.operands[2 * i];
      const NodeId value = node.operands[2 * i + 1];
      // The first value is taken without comparing, but it must be defined.
      const NodeId first = store_.make(
          Op::And, 0, {store_.make(Op::Not, 0, {any}), store_.make(Op::Equal, 0, {value, value})});
      const NodeId beats = store_.make(better, 0, {value, best});
      const NodeId taken = store_.make(Op::And, 0, {guard, store_.make(Op::Or, 0, {first, beats})});
      key = store_.make(Op::If, 0, {taken, store_.constant(keys[i]), key});
      best = store_.make(Op::If, 0, {taken, value, best});
      any = store_.make(Op::Or, 0, {any, guard});
    }
    extreme_values_.emplace(id, store_.make(Op::If, 0, {any, best, store_.make(Op::Undefined, 0, {})}));
    return key;
  }

  /// Is this the member at an argmin or argmax of the members themselves: a minimum or maximum with
  /// conditions?
  bool is_extreme_value(NodeId id) const {
    const Node pick = store_[id];
    if (!extreme_values_.contains(pick.operands[0])) return false;
    const Node extremum = store_[pick.operands[0]];
    const ir::KeyTable& keys = store_.keys[ir::KeyTableId(pick.payload)];
    const std::vector<ValueId>& positions = store_.lists[ir::ValueListId(extremum.payload)].items();
    if (keys.arity() != 1 || keys.keys().size() != positions.size()) return false;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const auto place = keys.find(std::span(&positions[i], 1));
      if (!place || pick.operands[1 + *place] != extremum.operands[2 * i + 1]) return false;
    }
    return true;
  }

  ir::Store& store_;
  std::map<NodeId, NodeId> extreme_values_;  // of each argmin and argmax that became a chain
  std::size_t few_;
};

}  // namespace

void decompose(ir::Store& store, Roots& roots, std::size_t few) {
  rewrite(store, roots, Decomposer(store, few));
}

}  // namespace causeway::inference
