// SPDX-License-Identifier: MIT
#include "tree.hpp"

#include <algorithm>

namespace causeway::oracle {

bool Pattern::accepts(const Value& value) const {
  if (any) return true;
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    if (value < range.lo || value > range.hi) return false;
    return !range.integers || std::get<Rational>(value).is_integer();
  });
}

std::size_t extreme(const std::vector<Value>& elements, bool greatest) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < elements.size(); ++i) {
    if (greatest ? elements[i] > elements[best] : elements[i] < elements[best]) best = i;
  }
  return best;
}

Tree Trees::intern(Node node) {
  const auto leaf = node.op == Op::Plain || node.op == Op::At || node.op == Op::Member ||
                    node.op == Op::Draw || node.op == Op::Term;
  node.closed =
      !leaf && std::all_of(node.kids.begin(), node.kids.end(), [&](Tree kid) { return (*this)[kid].closed; });
  const auto found = ids_.find(node);
  if (found != ids_.end()) return found->second;
  nodes_.push_back(node);
  const Tree id = static_cast<Tree>(nodes_.size()) - 1;
  ids_.emplace(std::move(node), id);
  return id;
}

Tree Trees::constant(const Value& value) {
  Node node{Op::Constant, type_of(value), {}, {}};
  node.value = value;
  return intern(std::move(node));
}

int Trees::domain(const Domain& domain) {
  const auto found = std::find(domains_.begin(), domains_.end(), domain);
  if (found != domains_.end()) return static_cast<int>(found - domains_.begin());
  domains_.push_back(domain);
  return static_cast<int>(domains_.size()) - 1;
}

const Value* Trees::value(Tree tree) const {
  const Node& node = (*this)[tree];
  return node.op == Op::Constant ? &node.value : nullptr;
}

bool Trees::is(Tree tree, bool truth) const {
  const Value* known = value(tree);
  return known != nullptr && *known == Value(truth);
}

bool Trees::never(Tree tree, bool truth) const {
  const Node& node = (*this)[tree];
  const auto never_is = [&](bool value) { return [this, value](Tree kid) { return never(kid, value); }; };
  switch (node.op) {
    case Op::Constant:
      return !(node.value == Value(truth));
    case Op::Not:
      return never(node.kids[0], !truth);
    case Op::And:
    case Op::Or: {
      // A conjunction holds if all its parts do, and fails if one does.
      const bool needs_all = (node.op == Op::And) == truth;
      return needs_all ? std::any_of(node.kids.begin(), node.kids.end(), never_is(truth))
                       : std::all_of(node.kids.begin(), node.kids.end(), never_is(truth));
    }
    case Op::Implies:
      if (truth) return never(node.kids[0], false) && never(node.kids[1], true);
      return never(node.kids[0], true) || never(node.kids[1], false);
    case Op::If:
      return (never(node.kids[0], true) || never(node.kids[1], truth)) &&
             (never(node.kids[0], false) || never(node.kids[2], truth));
    default:
      return false;
  }
}

bool Trees::all_constant(const std::vector<Tree>& kids) const {
  return std::all_of(kids.begin(), kids.end(), [&](Tree kid) { return value(kid) != nullptr; });
}

std::vector<Value> Trees::values(const std::vector<Tree>& kids) const {
  std::vector<Value> all;
  for (Tree kid : kids) all.push_back(*value(kid));
  return all;
}

Tree Trees::make(Op op, Type type, std::vector<Tree> kids) {
  return make(Node{op, type, std::move(kids), {}});
}

Tree Trees::rebuilt(const Node& like, std::vector<Tree> kids) {
  Node node = like;
  node.kids = std::move(kids);
  return make(std::move(node));
}

Tree Trees::reduced(Node node) {
  return node.op == Op::Check ? folded_check(std::move(node)) : intern(std::move(node));
}

Tree Trees::make(Node node) {
  switch (node.op) {
    case Op::And:
    case Op::Or:
      return folded_connective(std::move(node));
    case Op::Implies:
      return folded_implication(std::move(node));
    case Op::If:
      return folded_if(std::move(node));
    case Op::Match:
      return folded_match(std::move(node));
    case Op::Lookup:
      return folded_lookup(std::move(node));
    case Op::In:
      return folded_membership(std::move(node));
    case Op::Min:
    case Op::Max:
    case Op::ArgMin:
    case Op::ArgMax:
      return folded_extreme(std::move(node));
    case Op::Keys:
      return folded_guards(std::move(node), 3);
    case Op::Uniform:
      return folded_guards(std::move(node), 2);
    case Op::Check:
      return folded_check(std::move(node));
    default:
      return is_strict(node.op) ? folded_strict(std::move(node)) : intern(std::move(node));
  }
}

Tree Trees::folded_strict(Node node) {
  if (!all_constant(node.kids)) return intern(std::move(node));
  try {
    return constant(operate(node.op, values(node.kids)));
  } catch (const Undefined&) {
    return intern(std::move(node));  // an error if it is ever reached
  }
}

Tree Trees::folded_check(Node node) {
  const Tree inner = node.kids[0];
  if ((*this)[inner].refers.domain == node.refers.domain) return inner;
  const Value* known = value(inner);
  if (known != nullptr && domain(node.refers.domain).contains(*known)) return inner;
  return intern(std::move(node));
}

Tree Trees::folded_connective(Node node) {
  const bool decisive = node.op == Op::Or;
  const auto decided =
      std::find_if(node.kids.begin(), node.kids.end(), [&](Tree kid) { return never(kid, !decisive); });
  if (decided != node.kids.end()) node.kids.erase(decided + 1, node.kids.end());
  if (all_constant(node.kids)) {
    const bool was_decided = !node.kids.empty() && is(node.kids.back(), decisive);
    return constant(was_decided == decisive);
  }
  return intern(std::move(node));
}

Tree Trees::folded_implication(Node node) {
  if (is(node.kids[0], false)) return constant(true);
  if (is(node.kids[0], true) && value(node.kids[1]) != nullptr) return node.kids[1];
  return intern(std::move(node));
}

Tree Trees::folded_if(Node node) {
  if (value(node.kids[0]) != nullptr) return is(node.kids[0], true) ? node.kids[1] : node.kids[2];
  return intern(std::move(node));
}

// Drops the arms that a constant scrutinee rules out, and those behind one that constants alone decide for.
Tree Trees::folded_match(Node node) {
  const auto count = static_cast<std::size_t>(node.count);
  const std::vector<Tree> scrutinees(node.kids.begin(), node.kids.begin() + node.count);
  const bool some_constant =
      std::any_of(scrutinees.begin(), scrutinees.end(), [&](Tree t) { return value(t) != nullptr; });
  if (!some_constant) return intern(std::move(node));
  Node left{Op::Match, node.type, scrutinees, {}};
  left.count = node.count;
  for (std::size_t arm = 0; arm < node.arms.size(); ++arm) {
    bool possible = true;
    bool certain = true;
    for (std::size_t i = 0; i < count; ++i) {
      const Pattern& pattern = node.arms[arm][i];
      const Value* known = value(scrutinees[i]);
      possible = possible && (known == nullptr || pattern.accepts(*known));
      certain = certain && (known != nullptr || pattern.any);
    }
    if (!possible) continue;
    if (all_constant(scrutinees)) return node.kids[count + arm];
    left.arms.push_back(node.arms[arm]);
    left.kids.push_back(node.kids[count + arm]);
    if (certain) break;
  }
  return intern(std::move(left));
}

// Drops the elements that a constant index rules out.
Tree Trees::folded_lookup(Node node) {
  const auto count = static_cast<std::size_t>(node.count);
  Node left = node;
  left.keys.clear();
  left.kids.resize(count);
  for (std::size_t element = 0; element < node.keys.size(); ++element) {
    bool possible = true;
    for (std::size_t i = 0; i < count; ++i) {
      const Value* known = value(node.kids[i]);
      possible = possible && (known == nullptr || *known == node.keys[element][i]);
    }
    if (!possible) continue;
    left.keys.push_back(node.keys[element]);
    left.kids.push_back(node.kids[count + element]);
  }
  const std::vector<Tree> indices(left.kids.begin(), left.kids.begin() + node.count);
  if (all_constant(indices) && left.keys.size() == 1) return left.kids[count];
  return intern(std::move(left));
}

Tree Trees::folded_membership(Node node) {
  if (!all_constant(node.kids)) return intern(std::move(node));
  for (std::size_t i = 1; i < node.kids.size(); i += 2) {
    if (is(node.kids[i], true) && *value(node.kids[i + 1]) == *value(node.kids[0])) return constant(true);
  }
  return constant(false);
}

// Leaves out what is guarded by false.
Tree Trees::folded_guards(Node node, std::size_t width) {
  Node left = node;
  left.kids.clear();
  left.keys.clear();
  for (std::size_t i = 0; i < node.kids.size(); i += width) {
    if (is(node.kids[i], false)) continue;
    left.kids.insert(left.kids.end(), node.kids.begin() + static_cast<std::ptrdiff_t>(i),
                     node.kids.begin() + static_cast<std::ptrdiff_t>(i + width));
    if (!node.keys.empty()) left.keys.push_back(node.keys[i / width]);
  }
  return intern(std::move(left));
}

Tree Trees::folded_extreme(Node node) {
  const Node left = (*this)[folded_guards(std::move(node), 2)];
  if (left.kids.empty() || !all_constant(left.kids)) return intern(left);
  std::vector<Value> elements;
  for (std::size_t i = 1; i < left.kids.size(); i += 2) elements.push_back(*value(left.kids[i]));
  const bool greatest = left.op == Op::Max || left.op == Op::ArgMax;
  const std::size_t best = extreme(elements, greatest);
  return constant(left.keys.empty() ? elements[best] : left.keys[best][0]);
}

}  // namespace causeway::oracle
