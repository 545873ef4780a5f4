// SPDX-License-Identifier: MIT
#include "inference/enumerate.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "inference/unit.hpp"
#include "number/functions.hpp"

namespace causeway::inference {

using ir::kTrue;
using ir::kUndefined;

std::vector<std::pair<SourceId, std::vector<NodeId>>> instances(const ir::Store& store,
                                                                std::span<const NodeId> roots) {
  std::map<SourceId, std::vector<NodeId>> found;
  for (const NodeId id : ir::dependencies(store, roots)) {
    const ir::Node node = store[id];
    if (node.op == ir::Op::Chance) found[SourceId(node.payload)].push_back(id);
  }
  return {found.begin(), found.end()};
}

namespace {

std::vector<NodeId> roots_of(const Task& task) {
  std::vector<NodeId> roots = task.evidence;
  roots.insert(roots.end(), task.targets.begin(), task.targets.end());
  roots.insert(roots.end(), task.weights.begin(), task.weights.end());
  return roots;
}

class Tree {
 public:
  Tree(ir::Store& store, const Task& task) : store_(store), task_(task), unit_(store, roots_of(task)) {}

  Outcome grow();

 private:
  enum class Leaf { Reached, Undefined, Missing };
  struct Choice {
    Unit::Mark mark;
    std::vector<Unit::Branch> branches;
    std::size_t next;
    Rational weight;  // before it
  };

  Leaf evaluate();
  void add_leaf();
  void take_branch(Choice& choice);
  Outcome finish();
  void report() const;

  ir::Store& store_;
  const Task& task_;
  Unit unit_;
  std::vector<Choice> choices_;
  Rational weight_ = 1;
  Rational evidence_;
  std::unordered_map<Key, Rational, support::SequenceHash> cells_;
};

/// Follows the order of evaluation as far as the draws allow.
Tree::Leaf Tree::evaluate() {
  for (const NodeId condition : task_.evidence) {
    const auto value = unit_.value(condition);
    if (!value) return Leaf::Missing;
    if (*value == kUndefined) return Leaf::Undefined;
    if (*value != kTrue) return Leaf::Reached;
  }
  for (const auto* nodes : {&task_.targets, &task_.weights}) {
    for (const NodeId node : *nodes) {
      const auto value = unit_.value(node);
      if (!value) return Leaf::Missing;
      if (*value == kUndefined) return Leaf::Undefined;
    }
  }
  add_leaf();
  return Leaf::Reached;
}

void Tree::add_leaf() {
  evidence_ += weight_;
  Rational mass = weight_;
  for (const NodeId node : task_.weights) mass *= store_.values.number(*unit_.value(node));
  Key values;
  for (const NodeId node : task_.targets) values.push_back(*unit_.value(node));
  store_.budget().spend(number::cost(evidence_));
  const auto [cell, added] = cells_.try_emplace(std::move(values));
  // A node of the table, and later a cell of the outcome.
  if (added) store_.budget().hold(2 * sizeof(Cell) + 64 + 2 * task_.targets.size() * sizeof(ValueId));
  cell->second += mass;
}

void Tree::take_branch(Choice& choice) {
  const Unit::Branch& branch = choice.branches[choice.next++];
  unit_.take(branch);
  weight_ = choice.weight * branch.probability;
  store_.budget().spend(number::cost(weight_));
}

/// What the host's Progress shows: how much of the tree lies behind, each branch as large as its neighbours.
void Tree::report() const {
  support::Share here;
  for (const Choice& one : choices_) here = here.part(one.next - 1, one.branches.size());
  store_.budget().report(here.from);
}

Outcome Tree::finish() {
  Outcome outcome;
  outcome.evidence = evidence_;
  for (auto& [values, mass] : cells_) outcome.cells.push_back({values, std::move(mass)});
  std::sort(outcome.cells.begin(), outcome.cells.end(), [&](const Cell& a, const Cell& b) {
    return std::lexicographical_compare(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                                        [&](ValueId x, ValueId y) { return store_.values.less(x, y); });
  });
  return outcome;
}

Outcome Tree::grow() {
  constexpr std::size_t kBetweenReports = 1024;
  std::size_t leaves = 0;
  for (;;) {
    const Leaf leaf = evaluate();
    if (leaf == Leaf::Undefined) {
      Outcome outcome;
      outcome.undefined = unit_.draws();
      return outcome;
    }
    if (leaf == Leaf::Missing) {
      choices_.push_back({unit_.mark(), unit_.branches(), 0, weight_});
      take_branch(choices_.back());
      continue;
    }
    if (++leaves % kBetweenReports == 0) report();
    while (!choices_.empty() && choices_.back().next == choices_.back().branches.size()) choices_.pop_back();
    if (choices_.empty()) return finish();
    unit_.forget(choices_.back().mark);
    take_branch(choices_.back());
  }
}

}  // namespace

std::vector<Outcome> enumerate(ir::Store& store, std::span<const Task> tasks) {
  std::vector<Outcome> outcomes;
  for (const Task& task : tasks) outcomes.push_back(Tree(store, task).grow());
  return outcomes;
}

}  // namespace causeway::inference
