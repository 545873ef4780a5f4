// SPDX-License-Identifier: MIT
#include "determination.hpp"

#include <algorithm>

#include "graph.hpp"

namespace causeway::oracle {

Determination::Determination(Program& program, const std::vector<Tree>& conditions)
    : program_(program), trees_(program.trees), conditions_(conditions) {
  for (const Tree condition : conditions_) find_evidence(condition);
  for (std::size_t i = 0; i < evidence_.size(); ++i) pin(i, true);
  known_.clear();
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
      if (!pin(i, false)) continue;
      more = true;
      known_.clear();
    }
  }
}

// ---- consistency ----

// The same expression with a value in place of every variable, folded.
static Tree with_value(Trees& trees, Tree tree, const Value& value) {
  const Node node = trees[tree];
  if (node.op == Op::At) return trees.constant(value);
  std::vector<Tree> kids;
  for (const Tree kid : node.kids) kids.push_back(with_value(trees, kid, value));
  return kids.empty() ? tree : trees.rebuilt(node, std::move(kids));
}

void Determination::find_evidence(Tree conjunct) {
  const std::set<Spot>& spots = mentioned(program_, conjunct, {kFactual, -1});
  std::set<int> variables;
  std::set<Value> domain;
  for (const Spot& spot : spots) {
    variables.insert(spot.variable);
    for (const Value& value : inferred(program_, spot)) domain.insert(value);
  }
  if (variables.size() != 1) return;
  std::vector<Value> fitting;
  for (const Value& value : domain) {
    if (trees_.is(with_value(trees_, conjunct, value), true)) fitting.push_back(value);
  }
  if (fitting.size() == 1) evidence_.push_back({conjunct, spots, fitting[0], {}, {}});
}

// Pins what a conjunct mentions, if that comes to one tree in all the worlds in which it is mentioned. Tells
// whether this is new.
bool Determination::pin(std::size_t evidence, bool raw) {
  Evidence& one = evidence_[evidence];
  std::set<Tree> trees;
  applied_ = raw ? kNone : static_cast<int>(evidence);
  for (const Spot& spot : one.spots) trees.insert(variable(spot));
  applied_ = kAll;
  if (trees.size() != 1 || trees_.value(*trees.begin()) != nullptr) return false;
  const Pin pin{one.spots.begin()->variable, *trees.begin()};
  (raw ? raw_ : reduced_).emplace(pin, one.value);
  return (raw ? one.raw : one.reduced).insert(pin).second;
}

const Value* Determination::applied(const std::map<Pin, Value>& pins, bool raw, const Pin& pin) const {
  const auto found = pins.find(pin);
  if (found == pins.end() || applied_ == kNone) return nullptr;
  if (applied_ != kAll) {
    const Evidence& own = evidence_[static_cast<std::size_t>(applied_)];
    if ((raw ? own.raw : own.reduced).count(pin) > 0) return nullptr;
  }
  return &found->second;
}

// The value that the conditions leave a variable in a world.
const Value* Determination::pinned_value(Spot spot) {
  if (spot.reader >= 0 || applied_ == kNone) return nullptr;
  if (const Value* value = applied(raw_, true, {spot.variable, raw(spot)})) return value;
  return applied(reduced_, false, {spot.variable, unpinned(spot)});
}

bool Determination::pinned(Spot spot) {
  return pinned_value(spot) != nullptr;
}

Determination::Known& Determination::known() {
  const auto [found, fresh] = known_.try_emplace(applied_);
  if (fresh) found->second.assumed.value_of = [this](Spot spot) { return pinned_value(spot); };
  return found->second;
}

Tree Determination::under(int applied, Tree tree) {
  applied_ = applied;
  const Tree result = reduced(tree, {kFactual, -1});
  applied_ = kAll;
  return result;
}

// ---- reduction ----

Tree Determination::raw(Spot spot) {
  const int before = applied_;
  applied_ = kNone;
  const Tree tree = variable(spot);
  applied_ = before;
  return tree;
}

Tree Determination::variable(Spot spot) {
  const auto found = known().variables.find(spot);
  if (found != known().variables.end()) return found->second;
  const Value* value = pinned_value(spot);
  const Tree tree = value != nullptr ? trees_.constant(*value) : unpinned(spot);
  known().variables[spot] = tree;
  return tree;
}

Tree Determination::unpinned(Spot spot) {
  const Definition definition = program_.definition(spot);
  return definition.law ? draw(spot, definition) : reduced(definition.tree, definition.frame);
}

// The outcome of a hidden draw is what its source and the reduced parents make it.
Tree Determination::draw(Spot spot, const Definition& definition) {
  Node node{Op::Draw, program_.type(spot.variable), {}, {}};
  node.refers.variable = spot.variable;
  node.refers.reader = definition.target.child;
  node.refers.domain = program_.variable(spot.variable).domain;
  node.refers.law = definition.own ? -1 : definition.tree;
  for (const Spot& parent : law_parents(program_, definition.tree, definition.frame)) {
    node.kids.push_back(variable(parent));
    const int world = parent.world == definition.frame.world ? -1 : parent.world;
    node.keys.push_back({Value(Rational(parent.variable)), Value(Rational(world))});
  }
  for (const Tree index : random_indices(program_, definition.tree))
    node.kids.push_back(reduced(index, definition.frame));
  return trees_.reduced(std::move(node));
}

Tree Determination::reduced(Tree tree, Frame frame) {
  const auto found = known().trees.find({tree, frame});
  if (found != known().trees.end()) return found->second;
  const Node node = trees_[tree];
  Tree result = tree;
  if (node.op == Op::Plain || node.op == Op::At) {
    result = variable(program_.spot(node, frame));
  } else if (node.op == Op::Member) {
    result = member(node, frame);
  } else if (!node.kids.empty()) {
    std::vector<Tree> kids;
    for (const Tree kid : node.kids) kids.push_back(reduced(kid, frame));
    Node inner = node;
    inner.kids = std::move(kids);
    result = trees_.reduced(std::move(inner));
  }
  known().trees[{tree, frame}] = result;
  return result;
}

// A random index: one among the members that it mentions.
Tree Determination::member(const Node& node, Frame frame) {
  Node lookup{Op::Lookup, node.type, {}, {}};
  lookup.count = static_cast<int>(node.kids.size());
  for (const Tree kid : node.kids) lookup.kids.push_back(reduced(kid, frame));
  for (const auto& [index, spot] : mentioned_members(program_, node, frame, known().assumed)) {
    lookup.keys.push_back(index);
    lookup.kids.push_back(variable(spot));
  }
  lookup.refers.domain = node.refers.domain;
  return trees_.reduced(std::move(lookup));
}

// ---- judgement ----

void Determination::require(const std::vector<Tree>& asked) {
  for (const Tree tree : asked) compare_instances(under(kAll, tree));
  for (const Tree condition : conditions_) {
    const auto own = std::find_if(evidence_.begin(), evidence_.end(),
                                  [&](const Evidence& one) { return one.conjunct == condition; });
    // It reads itself what it fixes, lest evidence be taken for granted by itself.
    const int applied = own == evidence_.end() ? kAll : static_cast<int>(own - evidence_.begin());
    compare_instances(under(applied, condition));
  }
}

void Determination::compare_instances(Tree tree) {
  if (!compared_.insert(tree).second) return;
  const Node& node = trees_[tree];
  if (node.op == Op::Draw && node.refers.law < 0) {
    const Variable& variable = program_.variable(node.refers.variable);
    const Tree first = instances_.emplace(node.refers.variable, tree).first->second;
    if (first != tree && variable.coupling == Coupling::None) {
      throw Failure("undetermined", "two instances of `" + program_.name(node.refers.variable) + "`");
    }
  }
  for (const Tree kid : node.kids) compare_instances(kid);
}

}  // namespace causeway::oracle
