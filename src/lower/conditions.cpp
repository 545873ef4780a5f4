// SPDX-License-Identifier: MIT
#include "lower/conditions.hpp"

#include <set>

#include "ir/evaluator.hpp"

namespace causeway::lower {

using ir::Node;
using ir::Op;

std::vector<Template> conjuncts_of(const Template& form, const ir::Store& store) {
  std::vector<Template> result;
  std::vector<NodeId> stack{form.root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    const Node node = store[id];
    if (node.op == Op::And) {
      stack.insert(stack.end(), node.operands.rbegin(), node.operands.rend());
    } else {
      result.push_back({id, form.refs});
    }
  }
  return result;
}

namespace {

/// The numbers of the references that a template's nodes mention.
std::set<std::size_t> mentioned(const Template& form, const ir::Store& store) {
  std::set<std::size_t> result;
  std::set<NodeId> seen;
  std::vector<NodeId> stack{form.root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    if (!store.has_arg(id) || !seen.insert(id).second) continue;
    const Node node = store[id];
    if (node.op == Op::Arg || node.op == Op::ArgPick) result.insert(node.payload);
    stack.insert(stack.end(), node.operands.begin(), node.operands.end());
  }
  return result;
}

/// The template with its only reference replaced by a value.
NodeId substituted(const Template& form, ValueId value, ir::Store& store) {
  std::set<NodeId> seen;
  std::vector<NodeId> stack{form.root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    if (!store.has_arg(id) || !seen.insert(id).second) continue;
    const Node node = store[id];
    stack.insert(stack.end(), node.operands.begin(), node.operands.end());
  }
  std::map<NodeId, NodeId> made;
  for (const NodeId id : seen) {  // ascending: operands first
    const Node node = store[id];
    std::vector<NodeId> operands;
    for (const NodeId operand : node.operands)
      operands.push_back(store.has_arg(operand) ? made.at(operand) : operand);
    made[id] = node.op == Op::Arg ? store.constant(value) : store.make(node.op, node.payload, operands);
  }
  return made.at(form.root);
}

/// The one value of the domain for which the conjunct holds, if there is exactly one.
std::optional<ValueId> only_value(const Template& form, NodeId variable, ir::Store& store,
                                  ir::LanguageDomains& domains) {
  const auto& domain = domains.of(variable);
  if (!domain) {
    // Too large to go through: an equation with a constant still says it.
    const Node node = store[form.root];
    if (node.op != Op::Equal) return std::nullopt;
    const bool left = store[node.operands[0]].op == Op::Arg && store.is_constant(node.operands[1]);
    const bool right = store[node.operands[1]].op == Op::Arg && store.is_constant(node.operands[0]);
    if (!left && !right) return std::nullopt;
    return store.constant_value(node.operands[left ? 1 : 0]);
  }
  std::optional<ValueId> only;
  for (const ValueId value : *domain) {
    ir::Evaluator evaluator(store);
    const auto holds = evaluator.value(substituted(form, value, store));
    if (!holds || *holds != ir::kTrue) continue;
    if (only) return std::nullopt;
    only = value;
  }
  return only;
}

}  // namespace

Conditions analyse_conditions(const std::vector<Template>& conditions, Lowering& raw, ir::Store& store,
                              ir::LanguageDomains& domains) {
  Conditions result;
  for (const Template& condition : conditions) {
    for (Template& part : conjuncts_of(condition, store)) {
      Conjunct conjunct{std::move(part), std::nullopt};
      const std::set<std::size_t> refs = mentioned(conjunct.form, store);
      const VarId* variable =
          refs.size() == 1 ? std::get_if<VarId>(&conjunct.form.refs[*refs.begin()].target) : nullptr;
      if (variable != nullptr) {
        const NodeId node = raw.node(*variable, conjunct.form.refs[*refs.begin()].world.value_or(kFactual));
        if (const auto value = only_value(conjunct.form, node, store, domains)) {
          conjunct.pins = *refs.begin();
          result.pins.emplace(std::pair(*variable, node), *value);
        }
      }
      result.conjuncts.push_back(std::move(conjunct));
    }
  }
  return result;
}

}  // namespace causeway::lower
