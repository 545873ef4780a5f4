// SPDX-License-Identifier: MIT
#include "inference/simplify.hpp"

#include "ir/evaluator.hpp"

namespace causeway::inference {

using ir::kFalse;
using ir::kTrue;
using ir::Node;
using ir::Op;

namespace {

class Simplifier {
 public:
  explicit Simplifier(ir::Store& store) : store_(store), evaluator_(store) {}

  NodeId operator()(NodeId, const Node& node) {
    switch (node.op) {
      case Op::And:
      case Op::Or:
        return connective(node);
      case Op::Implies:
        if (is(node.operands[0], kTrue)) return node.operands[1];
        if (is(node.operands[0], kFalse)) return store_.constant(kTrue);
        return keep(node);
      case Op::If:
        return conditional(node);
      case Op::Match:
        return match(node);
      case Op::Pick:
        return pick(node);
      case Op::Add:
      case Op::Mul:
        return without_neutral(node);
      default:
        return ir::is_strict(node.op) && !ir::is_law(node.op) && node.op != Op::Undefined ? computed(node)
                                                                                          : keep(node);
    }
  }

 private:
  NodeId keep(const Node& node) { return store_.make(node.op, node.payload, node.operands); }
  bool is(NodeId node, ValueId value) const {
    return store_.is_constant(node) && store_.constant_value(node) == value;
  }
  bool all_constant(std::span<const NodeId> nodes) const {
    return std::all_of(nodes.begin(), nodes.end(), [&](NodeId one) { return store_.is_constant(one); });
  }

  /// The constant that an operation on constants gives. One that has no value stays, and so does one with a
  /// number too large: perhaps nothing needs it.
  NodeId computed(const Node& node) {
    const NodeId kept = keep(node);
    if (node.operands.empty() || !all_constant(node.operands)) return kept;
    if (node.op == Op::Call && !store_.externs[node.payload]->bound()) return kept;
    try {
      const auto value = evaluator_.value(kept);
      return !value || *value == ir::kUndefined ? kept : store_.constant(*value);
    } catch (const support::Exhausted& exhausted) {
      if (exhausted.which() != support::Exhausted::What::Number) throw;
      return kept;
    }
  }

  /// Operands that decide nothing go; behind one that decides, nothing is evaluated.
  NodeId connective(const Node& node) {
    const ValueId deciding = node.op == Op::And ? kFalse : kTrue;
    std::vector<NodeId> operands;
    for (const NodeId one : node.operands) {
      if (store_.is_constant(one) && store_.constant_value(one) != deciding) continue;
      operands.push_back(one);
      if (store_.is_constant(one)) break;
    }
    if (operands.empty()) return store_.constant(node.op == Op::And ? kTrue : kFalse);
    return operands.size() == 1 ? operands[0] : store_.make(node.op, node.payload, operands);
  }

  NodeId conditional(const Node& node) {
    std::vector<NodeId> operands;
    for (std::size_t i = 0; i + 1 < node.operands.size(); i += 2) {
      if (is(node.operands[i], kFalse)) continue;
      if (is(node.operands[i], kTrue)) {
        operands.push_back(node.operands[i + 1]);
        break;
      }
      operands.push_back(node.operands[i]);
      operands.push_back(node.operands[i + 1]);
    }
    if (operands.size() % 2 == 0) operands.push_back(node.operands.back());
    return operands.size() == 1 ? operands[0] : store_.make(node.op, node.payload, operands);
  }

  std::vector<ValueId> constants(std::span<const NodeId> nodes) const {
    std::vector<ValueId> values;
    for (const NodeId one : nodes) values.push_back(store_.constant_value(one));
    return values;
  }

  NodeId match(const Node& node) {
    const ir::MatchTable& table = store_.matches[ir::MatchId(node.payload)];
    if (!all_constant(node.operands.first(table.scrutinees()))) return keep(node);
    const auto arm = ir::matching_arm(store_, table, constants(node.operands.first(table.scrutinees())));
    return arm ? node.operands[table.scrutinees() + *arm] : keep(node);
  }

  NodeId pick(const Node& node) {
    const ir::KeyTable& table = store_.keys[ir::KeyTableId(node.payload)];
    if (!all_constant(node.operands.first(table.arity()))) return keep(node);
    const auto place = table.find(constants(node.operands.first(table.arity())));
    return place ? node.operands[table.arity() + *place] : keep(node);
  }

  /// x + 0, x * 1.
  NodeId without_neutral(const Node& node) {
    const Rational neutral = node.op == Op::Add ? 0 : 1;
    std::vector<NodeId> operands;
    for (const NodeId one : node.operands) {
      const bool dropped =
          store_.is_constant(one) && store_.values.number(store_.constant_value(one)) == neutral;
      if (!dropped) operands.push_back(one);
    }
    if (operands.empty()) return store_.constant(store_.values.number(neutral));
    if (operands.size() == 1) return operands[0];
    return computed({node.op, node.payload, operands});
  }

  ir::Store& store_;
  ir::Evaluator evaluator_;
};

}  // namespace

void simplify(ir::Store& store, Roots& roots) {
  rewrite(store, roots, Simplifier(store));
}

}  // namespace causeway::inference
