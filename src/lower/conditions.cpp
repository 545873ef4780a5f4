// SPDX-License-Identifier: MIT
#include "lower/conditions.hpp"

#include <optional>

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

/// The template's open references.
std::vector<NodeId> open_references(const Template& form, const ir::Store& store) {
  std::vector<NodeId> result;
  std::set<NodeId> seen;
  std::vector<NodeId> stack{form.root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    if (!store.has_arg(id) || !seen.insert(id).second) continue;
    const Node node = store[id];
    if (node.op == Op::Arg) result.push_back(id);
    stack.insert(stack.end(), node.operands.begin(), node.operands.end());
  }
  return result;
}

/// Where the domain is too large to go through, an equation with a constant still says it.
std::optional<ValueId> equated_value(const Template& form, const ir::Store& store) {
  const Node node = store[form.root];
  if (node.op != Op::Equal) return std::nullopt;
  const bool left = store[node.operands[0]].op == Op::Arg && store.is_constant(node.operands[1]);
  const bool right = store[node.operands[1]].op == Op::Arg && store.is_constant(node.operands[0]);
  if (!left && !right) return std::nullopt;
  return store.constant_value(node.operands[left ? 1 : 0]);
}

/// The one value of the domain for which the conjunct holds, if there is exactly one.
std::optional<ValueId> only_value(const Template& form, const std::set<NodeId>& nodes, ir::Store& store,
                                  ir::LanguageDomains& domains) {
  std::set<ValueId> candidates;
  for (const NodeId node : nodes) {
    const auto& domain = domains.of(node);
    if (!domain) return equated_value(form, store);
    candidates.insert(domain->begin(), domain->end());
  }
  const std::vector<NodeId> references = open_references(form, store);
  ir::Evaluator evaluator(store);
  const ir::Evaluator::Mark nothing = evaluator.mark();
  std::optional<ValueId> only;
  for (const ValueId value : candidates) {
    for (const NodeId one : references) evaluator.supply(one, value);
    const auto holds = evaluator.value(form.root);
    evaluator.forget(nothing);
    if (!holds || *holds != ir::kTrue) continue;
    if (only) return std::nullopt;
    only = value;
  }
  return only;
}

/// A conjunct that mentions one variable only, perhaps in several worlds.
struct Candidate {
  std::size_t conjunct;
  VarId variable;
  std::set<WorldId> worlds;
  std::optional<ValueId> value;  // the only one for which it holds
};

std::optional<Candidate> candidate(const Conjunct& conjunct, std::size_t number, ir::Store& store,
                                   ir::LanguageDomains& domains, Lowering& raw) {
  Candidate result{number, VarId(), {}, std::nullopt};
  std::set<NodeId> nodes;
  for (const std::size_t ref : mentioned(conjunct.form, store)) {
    const Ref& one = conjunct.form.refs[ref];
    const auto* variable = std::get_if<VarId>(&one.target);
    if (variable == nullptr || (result.variable.valid() && result.variable != *variable)) return std::nullopt;
    result.variable = *variable;
    result.worlds.insert(one.world.value_or(kFactual));
    nodes.insert(raw.node(*variable, one.world.value_or(kFactual)));
  }
  if (result.worlds.empty()) return std::nullopt;
  result.value = only_value(conjunct.form, nodes, store, domains);
  return result.value ? std::optional(std::move(result)) : std::nullopt;
}

/// The node that the variable is in all these worlds; nothing where it is several, or already a constant.
std::optional<NodeId> common_node(const Candidate& one, ir::Store& store, Lowering& lowering) {
  std::optional<NodeId> common;
  for (const WorldId world : one.worlds) {
    const NodeId node = lowering.node(one.variable, world);
    if (store.is_constant(node) || (common && *common != node)) return std::nullopt;
    common = node;
  }
  return common;
}

}  // namespace

Pins Conditions::pins_for(const Conjunct& conjunct) const {
  Pins result = pins;
  for (const Pins::Key& key : conjunct.raw) result.raw.erase(key);
  for (const Pins::Key& key : conjunct.reduced) result.reduced.erase(key);
  return result;
}

Conditions analyse_conditions(const std::vector<Template>& conditions, bool one_world, Facts& facts,
                              ir::Store& store, Worlds& worlds, ir::LanguageDomains& domains, Lowering& raw) {
  Conditions result{{}, {}, one_world};
  std::vector<Candidate> candidates;
  for (const Template& condition : conditions) {
    for (Template& part : conjuncts_of(condition, store)) {
      result.conjuncts.push_back({std::move(part), {}, {}});
      if (auto one = candidate(result.conjuncts.back(), result.conjuncts.size() - 1, store, domains, raw))
        candidates.push_back(std::move(*one));
    }
  }
  for (const Candidate& one : candidates) {
    if (const auto node = common_node(one, store, raw)) {
      const Pins::Key key(one.variable, *node);
      result.conjuncts[one.conjunct].raw.insert(key);
      result.pins.raw.emplace(key, *one.value);
    }
  }
  for (bool found = !one_world; found;) {
    found = false;
    for (const Candidate& one : candidates) {
      Conjunct& conjunct = result.conjuncts[one.conjunct];
      const Pins others = result.pins_for(conjunct);
      Lowering lowering(facts, store, worlds, domains);
      lowering.pin(&others, &raw);
      const auto node = common_node(one, store, lowering);
      if (!node) continue;
      const Pins::Key key(one.variable, *node);
      found = conjunct.reduced.insert(key).second || found;
      result.pins.reduced.emplace(key, *one.value);
    }
  }
  return result;
}

}  // namespace causeway::lower
