// SPDX-License-Identifier: MIT
// Comparisons, membership and match: what compares values with values.
#include <algorithm>

#include "expander.hpp"

namespace causeway::oracle {
namespace {

Op operation(syntax::CompareOp op) {
  switch (op) {
    case syntax::CompareOp::Equal:
    case syntax::CompareOp::SingleEqual:
      return Op::Equal;
    case syntax::CompareOp::NotEqual:
      return Op::NotEqual;
    case syntax::CompareOp::Less:
      return Op::Less;
    case syntax::CompareOp::LessEqual:
      return Op::LessEqual;
    case syntax::CompareOp::Greater:
      return Op::Greater;
    case syntax::CompareOp::GreaterEqual:
      return Op::GreaterEqual;
    case syntax::CompareOp::In:
      return Op::In;
  }
  throw std::logic_error("no such comparison");
}

}  // namespace

syntax::ExprId Expander::bare(syntax::ExprId id, const Context& c) const {
  while (const auto* group = std::get_if<syntax::Group>(&(*c.module)[id].node)) id = group->inner;
  return id;
}

const std::string* Expander::bare_name(syntax::ExprId id, const Context& c) const {
  const auto* name = std::get_if<syntax::Name>(&(*c.module)[bare(id, c)].node);
  return name == nullptr ? nullptr : &name->text;
}

// The type that an expression has when nothing is expected of it; none where it then means nothing.
Expected Expander::type_if_known(syntax::ExprId id, const Context& c) {
  try {
    return trees_[scalar(id, c, std::nullopt)].type;
  } catch (const Failure&) {
    return std::nullopt;
  }
}

// Each side is expected to have the other's type; of two bare names the left is tried first as something
// declared.
std::pair<Expected, Expected> Expander::sides(const syntax::Compare& n, const Context& c) {
  const std::string* left = bare_name(n.left, c);
  const std::string* right = bare_name(n.right, c);
  if (left == nullptr || right == nullptr) return {type_if_known(n.right, c), type_if_known(n.left, c)};
  if (is_known(*left, c)) return {std::nullopt, type_if_known(n.left, c)};
  if (is_known(*right, c)) return {type_if_known(n.right, c), std::nullopt};
  return {type_if_known(n.right, c), type_if_known(n.left, c)};
}

Tree Expander::compared(Op op, Tree left, Tree right) {
  if (trees_[left].type != trees_[right].type) {
    left = as_number(left);
    right = as_number(right);
  }
  if (trees_[left].type == kLaw) throw Failure("type", "distributions are not compared");
  return make(op, kBool, {left, right});
}

Item Expander::expand(const syntax::Compare& n, const Context& c, Expected) {
  if (n.op == syntax::CompareOp::SingleEqual && !c.equality) {
    throw Failure("syntax", "`=` outside a term: write `==`");
  }
  if (n.op == syntax::CompareOp::In) return of(membership(n, c));
  const auto [of_left, of_right] = sides(n, c);
  const Tree left = scalar(n.left, c, of_left);
  return of(compared(operation(n.op), left, scalar(n.right, c, of_right)));
}

// ---- membership ----

Tree Expander::membership(const syntax::Compare& n, const Context& c) {
  const syntax::Node& node = (*c.module)[bare(n.right, c)].node;
  if (const auto* range = std::get_if<syntax::Range>(&node)) {
    const Tree value = number(n.left, c);
    const Tree lo = number(range->lo, c);
    const Tree hi = number(range->hi, c);
    const Tree step = range->step ? number(*range->step, c) : trees_.constant(Rational(1));
    return make(Op::InRange, kBool, {value, lo, hi, step});
  }
  const Expected wanted = type_if_known(n.left, c);
  std::vector<Tree> guarded;
  if (const auto* braces = std::get_if<syntax::Braces>(&node)) {
    const auto add = [&](const Context& inner, Tree guard) {
      for (const auto& entry : braces->entries) {
        if (entry.value) throw Failure("type", "a distribution where a set is needed");
        guarded.insert(guarded.end(), {guard, scalar(entry.key, inner, wanted)});
      }
    };
    if (braces->comprehension) {
      unroll(braces->comprehension->binders, braces->comprehension->condition, c, add);
    } else {
      add(c, trees_.constant(true));
    }
  } else {
    for (const Value& value : values(n.right, c, wanted)) {
      guarded.insert(guarded.end(), {trees_.constant(true), trees_.constant(value)});
    }
  }
  const Expected found = guarded.empty() ? std::nullopt : Expected(trees_[guarded[1]].type);
  return member_of(scalar(n.left, c, found), std::move(guarded));
}

Tree Expander::member_of(Tree value, std::vector<Tree> guarded) {
  const Type type = trees_[value].type;
  bool same = true;
  for (std::size_t i = 1; i < guarded.size(); i += 2) same = same && trees_[guarded[i]].type == type;
  if (!same) {
    value = as_number(value);
    for (std::size_t i = 1; i < guarded.size(); i += 2) guarded[i] = as_number(guarded[i]);
  }
  guarded.insert(guarded.begin(), value);
  return make(Op::In, kBool, std::move(guarded));
}

// ---- match ----

Item Expander::matched(const syntax::Match& n, const Context& c, Expected e, const Branch& branch) {
  std::vector<Tree> kids;
  for (const syntax::ExprId id : n.scrutinees) kids.push_back(scalar(id, c, std::nullopt));
  const std::vector<Tree> scrutinees = kids;
  std::vector<std::vector<Pattern>> arms;
  for (const syntax::Arm& arm : n.arms) {
    std::vector<Pattern> patterns;
    for (std::size_t i = 0; i < arm.patterns.size(); ++i) {
      const Type type = i < kids.size() ? trees_[kids[i]].type : kBool;
      patterns.push_back(pattern(arm.patterns[i], type, c));
    }
    if (patterns.size() == 1 && patterns[0].any) patterns.resize(kids.size(), patterns[0]);
    if (patterns.size() != kids.size()) throw Failure("type", "a pattern for each value that is matched");
    arms.push_back(std::move(patterns));
  }
  check_coverage(scrutinees, arms);

  Node node{Op::Match, e.value_or(kNumber), kids, {}};
  node.count = static_cast<int>(scrutinees.size());
  std::vector<Tree> results;
  bool all_known = true;
  bool some_known = false;
  for (const Tree tree : scrutinees) {
    all_known = all_known && trees_.value(tree) != nullptr;
    some_known = some_known || trees_.value(tree) != nullptr;
  }
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    bool possible = true;
    bool certain = some_known;
    for (std::size_t i = 0; i < scrutinees.size(); ++i) {
      const Value* known = trees_.value(scrutinees[i]);
      possible = possible && (known == nullptr || arms[arm][i].accepts(*known));
      certain = certain && (known != nullptr || arms[arm][i].any);
    }
    if (!possible) continue;
    if (all_known) return branch(n.arms[arm].value);
    node.arms.push_back(arms[arm]);
    results.push_back(tree_of(branch(n.arms[arm].value), c));
    if (certain) break;
  }
  unify(results, e);
  if (!results.empty()) node.type = trees_[results[0]].type;
  node.kids.insert(node.kids.end(), results.begin(), results.end());
  return of(trees_.make(std::move(node)));
}

Pattern Expander::pattern(const syntax::Pattern& p, Type type, const Context& c) {
  Pattern result;
  for (const syntax::PatternItem& item : p.alternatives) {
    if (std::holds_alternative<syntax::Wildcard>(item.value)) {
      result.any = true;
      continue;
    }
    const Value lo = atom(item.value, type, c);
    const Value hi = item.upper ? atom(*item.upper, type, c) : lo;
    result.ranges.push_back({lo, hi, item.upper.has_value() && type == kNumber});
  }
  return result;
}

Value Expander::atom(const syntax::PatternAtom& a, Type type, const Context& c) {
  const auto fitted = [&](const Value& value) {
    const Tree tree = converted_to(trees_.constant(value), type, true);
    return *trees_.value(tree);
  };
  if (const auto* number = std::get_if<syntax::PatternNumber>(&a)) return fitted(number->value);
  if (const auto* truth = std::get_if<syntax::Truth>(&a)) return fitted(truth->value);
  if (const auto* label = std::get_if<syntax::Qualified>(&a)) return fitted(qualified(*label));
  if (const auto* name = std::get_if<syntax::PatternName>(&a)) return named_atom(name->text, type, c);
  throw Failure("syntax", "`_` is no end of a range");
}

Value Expander::named_atom(const std::string& text, Type type, const Context& c) {
  if (type.kind == Type::Kind::Label) {
    if (const auto label = program_.labels.find(type.labels, text)) return *label;
    throw Failure("name", "no label `" + text + "` in this pattern's type");
  }
  if (!is_known(text, c)) throw Failure("name", "`" + text + "` is no label and no constant here");
  const Value* value = trees_.value(tree_of(named(text, c, std::nullopt), c));
  if (value == nullptr) throw Failure("type", "a pattern must be constant");
  return *trees_.value(converted_to(trees_.constant(*value), type, true));
}

// The values that a match must cover: of bools, labels and declared domains; none elsewhere.
std::optional<std::vector<Value>> Expander::coverage(Tree scrutinee) {
  const Node& node = trees_[scrutinee];
  if (node.type != kNumber) return program_.labels.domain(node.type).values;
  if (node.refers.domain >= 0) return trees_.domain(node.refers.domain).values;
  return std::nullopt;
}

void Expander::check_coverage(const std::vector<Tree>& scrutinees,
                              const std::vector<std::vector<Pattern>>& arms) {
  std::vector<std::vector<Value>> needed;
  for (const Tree tree : scrutinees) {
    auto values = coverage(tree);
    if (!values) return;
    needed.push_back(std::move(*values));
  }
  std::vector<std::size_t> at(needed.size(), 0);
  for (;;) {
    const bool covered = std::any_of(arms.begin(), arms.end(), [&](const std::vector<Pattern>& arm) {
      for (std::size_t i = 0; i < at.size(); ++i) {
        if (!arm[i].accepts(needed[i][at[i]])) return false;
      }
      return true;
    });
    if (!covered) throw Failure("type", "a match that misses a case");
    std::size_t i = at.size();
    while (i > 0 && ++at[i - 1] == needed[i - 1].size()) at[--i] = 0;
    if (i == 0) return;
  }
}

}  // namespace causeway::oracle
