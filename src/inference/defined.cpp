// SPDX-License-Identifier: MIT
#include "inference/defined.hpp"

#include <algorithm>

namespace causeway::inference {

using ir::Node;
using ir::Op;

/// Does the node have a value, given that its operands have?
bool Defined::total(NodeId id) {
  const Node node = store_[id];
  switch (node.op) {
    case Op::Const:
    case Op::Param:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Neg:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Xor:
    case Op::Not:
    case Op::Min:
    case Op::Max:
    case Op::Abs:
    case Op::Floor:
    case Op::Ceil:
    case Op::Sign:
    case Op::Ord:
    case Op::ToNumber:
    case Op::In:
    case Op::InRange:
    case Op::And:
    case Op::Or:
    case Op::Implies:
    case Op::If:
    case Op::Same:
    case Op::Uniform:
      return true;
    case Op::Bernoulli:
    case Op::Cat:
      // Whether these are probabilities is seen when the draw is looked at.
      return std::all_of(node.operands.begin(), node.operands.end(),
                         [&](NodeId one) { return store_.is_constant(one); });
    case Op::Check:  // only values of the domain are planned for
      return store_[node.operands[0]].op == Op::Param;
    case Op::Table:
      return covered(node);
    case Op::Chance:
      return proper_draw(id);
    default:
      return false;
  }
}

/// Is the law a table, or one without variables whose values all lie in the declared domain?
bool Defined::proper_draw(NodeId chance) {
  const Node node = store_[chance];
  const NodeId law = node.operands[0];
  if (store_[law].op == Op::Table) return true;
  const std::span<const NodeId> operands = store_[law].operands;
  const bool fixed =
      ir::is_law(store_[law].op) &&
      std::all_of(operands.begin(), operands.end(), [&](NodeId one) { return store_.is_constant(one); });
  if (!fixed) return false;
  const auto value = evaluator_.value(law);
  if (!value || *value == ir::kUndefined) return false;
  const auto row = ir::distribution(store_, store_.sources[SourceId(node.payload)], evaluator_.row(law));
  return row && row->entries.back().first != ir::kUndefined;
}

bool Defined::covered(const Node& table) const {
  const ir::ProbabilityTable& rows = store_.tables[ir::TableId(table.payload)];
  for (std::size_t i = 0; i < table.operands.size(); ++i) {
    const Node parent = store_[table.operands[i]];
    const bool constant =
        parent.op == Op::Const && store_.lists[rows.parents[i]].contains(ValueId(parent.payload));
    const bool drawn =
        parent.op == Op::Chance && store_.sources[SourceId(parent.payload)].domain == rows.parents[i];
    const bool checked = parent.op == Op::Check && ir::ValueListId(parent.payload) == rows.parents[i];
    if (!constant && !drawn && !checked) return false;
  }
  return true;
}

}  // namespace causeway::inference
