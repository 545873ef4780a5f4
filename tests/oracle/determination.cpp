// SPDX-License-Identifier: MIT
#include "determination.hpp"

#include <algorithm>

#include "graph.hpp"

namespace causeway::oracle {

Determination::Determination(Program& program, const std::vector<Tree>& conditions)
    : program_(program), trees_(program.trees), conditions_(conditions) {
  find_pins(false);
  find_pins(true);
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

// First those that mention a variable in one world; with them it can be said which others mention one
// variable in several worlds in which it reduces to the same tree.
void Determination::find_pins(bool several_worlds) {
  std::vector<Pin> pins;
  for (const Tree condition : conditions_) {
    if (auto pin = find_pin(condition, several_worlds)) pins.push_back(*pin);
  }
  pins_ = std::move(pins);
  memo_.clear();
  variables_.clear();
  assumed_.clear();
}

// A conjunct pins the only variable that it mentions if it is true for exactly one value of its domain.
std::optional<Determination::Pin> Determination::find_pin(Tree conjunct, bool several_worlds) {
  const std::set<Spot>& spots = mentioned(program_, conjunct, {kFactual, -1});
  if (spots.empty() || (spots.size() > 1 && !several_worlds)) return std::nullopt;
  const Spot first = *spots.begin();
  for (const Spot& spot : spots) {
    if (spot.variable != first.variable || unpinned(spot) != unpinned(first)) return std::nullopt;
  }
  std::vector<Value> fitting;
  for (const Value& value : inferred(program_, first)) {
    if (trees_.is(with_value(trees_, conjunct, value), true)) fitting.push_back(value);
  }
  if (fitting.size() != 1) return std::nullopt;
  return Pin{conjunct, first, fitting[0]};
}

// The first conjunct that pins what reduces to this tree.
const Determination::Pin* Determination::pin_of(Spot spot, Tree tree) {
  for (std::size_t pin = 0; pin < pins_.size(); ++pin) {
    if (pins_[pin].spot.variable != spot.variable || ignored_.count(pin) > 0) continue;
    if (pin_tree(pin) == tree) return &pins_[pin];
  }
  return nullptr;
}

// What a conjunct pins: the variable itself unpinned, what it depends on pinned.
Tree Determination::pin_tree(std::size_t pin) {
  const Pins before = ignored_;
  ignored_.insert(pin);
  const Tree tree = unpinned(pins_[pin].spot);
  ignored_ = before;
  return tree;
}

const Determination::Pin* Determination::pin_of(Spot spot) {
  return spot.reader < 0 ? pin_of(spot, unpinned(spot)) : nullptr;
}

bool Determination::pinned(Spot spot) {
  return pin_of(spot) != nullptr;
}

// What the applied pins say of domains.
Assumed& Determination::assumed() {
  const auto [found, fresh] = assumed_.try_emplace(ignored_);
  if (fresh) {
    found->second.value_of = [this](Spot spot) {
      const Pin* pin = pin_of(spot);
      return pin == nullptr ? nullptr : &pin->value;
    };
  }
  return found->second;
}

// ---- reduction ----

Tree Determination::variable(Spot spot) {
  auto& known = variables_[ignored_];
  if (const auto found = known.find(spot); found != known.end()) return found->second;
  Tree tree = unpinned(spot);
  if (spot.reader < 0) {
    if (const Pin* pin = pin_of(spot, tree)) tree = trees_.constant(pin->value);
  }
  variables_[ignored_][spot] = tree;
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
  const auto known = memo_[ignored_].find({tree, frame});
  if (known != memo_[ignored_].end()) return known->second;
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
  memo_[ignored_][{tree, frame}] = result;
  return result;
}

// A random index: one among the members that it mentions.
Tree Determination::member(const Node& node, Frame frame) {
  Node lookup{Op::Lookup, node.type, {}, {}};
  lookup.count = static_cast<int>(node.kids.size());
  for (const Tree kid : node.kids) lookup.kids.push_back(reduced(kid, frame));
  for (const auto& [index, spot] : mentioned_members(program_, node, frame, assumed())) {
    lookup.keys.push_back(index);
    lookup.kids.push_back(variable(spot));
  }
  lookup.refers.domain = node.refers.domain;
  return trees_.reduced(std::move(lookup));
}

// ---- judgement ----

Tree Determination::without(const Pins& pins, Tree tree) {
  ignored_ = pins;
  const Tree result = reduced(tree, {kFactual, -1});
  ignored_.clear();
  return result;
}

// All that pin what this conjunct pins: it reads that itself, lest evidence be taken for granted by itself.
Determination::Pins Determination::pins_like(Tree conjunct) {
  Pins like;
  for (std::size_t pin = 0; pin < pins_.size(); ++pin) {
    if (pins_[pin].conjunct != conjunct) continue;
    const Tree tree = pin_tree(pin);
    for (std::size_t other = 0; other < pins_.size(); ++other) {
      if (pin_tree(other) == tree) like.insert(other);
    }
  }
  return like;
}

void Determination::require(const std::vector<Tree>& asked) {
  for (const Tree tree : asked) compare_instances(without({}, tree));
  for (const Tree condition : conditions_) compare_instances(without(pins_like(condition), condition));
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
