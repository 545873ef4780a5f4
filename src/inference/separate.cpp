// SPDX-License-Identifier: MIT
#include <algorithm>

#include "inference/simplify.hpp"
#include "ir/evaluator.hpp"
#include "support/components.hpp"

namespace causeway::inference {

using ir::Node;
using ir::Op;

namespace {

using State = Roots::Observation::State;

/// Has the draw this value with positive probability, whatever its parents are?
bool always_possible(ir::Store& store, NodeId chance, ValueId value) {
  const NodeId law = store[chance].operands[0];
  const Node node = store[law];
  if (node.op == Op::Table) {
    const ir::ProbabilityTable& table = store.tables[ir::TableId(node.payload)];
    const auto column = store.lists[table.values].index_of(value);
    return column && !table.rows->positive.empty() && table.rows->positive[*column];
  }
  const bool fixed = ir::is_law(node.op) && std::all_of(node.operands.begin(), node.operands.end(),
                                                        [&](NodeId one) { return store.is_constant(one); });
  if (!fixed) return false;
  ir::Evaluator evaluator(store);
  const auto known = evaluator.value(law);
  if (!known || *known == ir::kUndefined) return false;
  const auto row =
      ir::distribution(store, store.sources[SourceId(store[chance].payload)], evaluator.row(law));
  return row && std::any_of(row->entries.begin(), row->entries.end(), [&](const auto& entry) {
           return entry.first == value && entry.second.sign() > 0;
         });
}

class Separation {
 public:
  Separation(ir::Store& store, Roots& roots) : store_(store), roots_(roots), components_(store.size()) {}

  void run() {
    if (!observe()) return;
    nodes_ = slice(store_, roots_);
    join();
    drop_evidence();
    replace();
  }

 private:
  std::optional<Comparison> observed(NodeId condition) const;
  bool observe();
  bool is_observed(NodeId id) const { return values_.contains(id); }
  std::uint32_t find(NodeId id) { return components_.find(id.value); }
  void join();
  void drop_evidence();
  void replace();
  NodeId replaced(NodeId id) const;
  NodeId known(NodeId id);

  ir::Store& store_;
  Roots& roots_;
  std::vector<std::optional<NodeId>> draws_;    // by the number of the evidence
  std::unordered_map<NodeId, ValueId> values_;  // of the draws observed
  std::vector<NodeId> contradicted_;            // those of which another value was observed, too
  std::vector<NodeId> nodes_;
  support::Components components_;
  std::unordered_map<NodeId, NodeId> replacements_;
};

/// What the condition says of a draw, if that is a value in its domain.
std::optional<Comparison> Separation::observed(NodeId condition) const {
  const auto found = comparison(store_, condition);
  if (!found || store_[condition].op != Op::Equal) return found;
  const ir::Source& source = store_.sources[SourceId(store_[found->draw].payload)];
  return source.domain && store_.lists[*source.domain].contains(found->value) ? found : std::nullopt;
}

bool Separation::observe() {
  for (const Roots::Observation& one : roots_.evidence) {
    if (one.state == State::Undefined) return false;
    const auto found = one.state == State::True ? observed(one.node) : std::nullopt;
    draws_.push_back(found ? std::optional(found->draw) : std::nullopt);
    if (found && values_.emplace(found->draw, found->value).first->second != found->value)
      contradicted_.push_back(found->draw);
  }
  return !values_.empty();
}

/// A node belongs together with what it is computed from, but for what was observed; and the draws from one
/// source with each other.
void Separation::join() {
  std::unordered_map<SourceId, NodeId> drawn;
  for (const NodeId id : nodes_) {
    const Node node = store_[id];
    for (const NodeId operand : node.operands) {
      if (!is_observed(operand) && !store_.is_constant(operand)) components_.join(id.value, operand.value);
    }
    if (node.op == Op::Chance)
      components_.join(id.value, drawn.emplace(SourceId(node.payload), id).first->second.value);
  }
}

/// What was observed apart from all that is asked says nothing of it, if it surely may be.
void Separation::drop_evidence() {
  std::vector<bool> needed(store_.size(), false);
  for (const auto* asked : {&roots_.targets, &roots_.weights, &roots_.fixed, &roots_.others}) {
    for (const NodeId one : *asked) needed[find(one)] = true;
  }
  for (const NodeId one : contradicted_) needed[find(one)] = true;
  for (std::size_t i = 0; i < roots_.evidence.size(); ++i) {
    const auto& draw = draws_[i];
    if (!draw || !always_possible(store_, *draw, values_.at(*draw)))
      needed[find(draw.value_or(roots_.evidence[i].node))] = true;
  }
  std::vector<Roots::Observation> kept;
  std::vector<std::optional<NodeId>> draws;
  for (std::size_t i = 0; i < roots_.evidence.size(); ++i) {
    const Roots::Observation& one = roots_.evidence[i];
    if (one.state == State::Defined && is_observed(one.node)) continue;
    if (draws_[i] && !needed[find(*draws_[i])]) continue;
    kept.push_back(roots_.evidence[i]);
    draws.push_back(draws_[i]);
  }
  roots_.evidence = std::move(kept);
  draws_ = std::move(draws);
}

NodeId Separation::replaced(NodeId id) const {
  const auto place = replacements_.find(id);
  return place == replacements_.end() ? id : place->second;
}

/// What stands for a node where it is used.
NodeId Separation::known(NodeId id) {
  return is_observed(id) ? store_.constant(values_.at(id)) : replaced(id);
}

/// Observed draws are constants wherever they are used, but where the evidence says so.
void Separation::replace() {
  std::vector<NodeId> used;
  for (std::size_t i = 0; i < roots_.evidence.size(); ++i)
    used.push_back(draws_[i].value_or(roots_.evidence[i].node));
  for (const auto* asked : {&roots_.targets, &roots_.weights, &roots_.fixed, &roots_.others})
    used.insert(used.end(), asked->begin(), asked->end());
  std::vector<NodeId> operands;
  for (const NodeId id : ir::dependencies(store_, used, [&](NodeId one) { return !is_observed(one); })) {
    const Node node = store_[id];
    operands.assign(node.operands.begin(), node.operands.end());
    for (NodeId& one : operands) one = known(one);
    if (std::equal(operands.begin(), operands.end(), node.operands.begin())) continue;
    const NodeId made = store_.make(node.op, node.payload, operands);
    replacements_.emplace(id, made);
    const auto origin = roots_.origins.find(id);
    const NodeId first = origin == roots_.origins.end() ? id : origin->second;
    roots_.origins.emplace(made, first);
  }
  for (std::size_t i = 0; i < roots_.evidence.size(); ++i) {
    NodeId& node = roots_.evidence[i].node;
    if (!draws_[i] || node == *draws_[i]) {
      node = replaced(node);
      continue;
    }
    const Node condition = store_[node];
    operands.assign(condition.operands.begin(), condition.operands.end());
    for (NodeId& one : operands) one = replaced(one);
    node = store_.make(condition.op, condition.payload, operands);
  }
  for (auto* nodes : {&roots_.targets, &roots_.weights}) {
    for (NodeId& one : *nodes) one = known(one);
  }
  for (auto* nodes : {&roots_.fixed, &roots_.others}) {
    for (NodeId& one : *nodes) one = replaced(one);
  }
}

}  // namespace

void separate(ir::Store& store, Roots& roots) {
  Separation(store, roots).run();
}

}  // namespace causeway::inference
