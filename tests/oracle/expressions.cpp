// SPDX-License-Identifier: MIT
// Expressions but for comparisons, calls and names.
#include <algorithm>

#include "expander.hpp"

namespace causeway::oracle {

Context Expander::declaration() const {
  Context c;
  c.module = &program_.model();
  return c;
}

Context Expander::inside(const Closure& closure) const {
  Context c;
  c.module = closure.module;
  c.env = closure.env;
  c.calls = closure.calls;
  c.equality = closure.equality;
  return c;
}

Item Expander::of(Tree tree) const {
  Item item;
  item.tree = tree;
  return item;
}

Item Expander::item(syntax::ExprId id, const Context& c, Expected e) {
  return std::visit([&](const auto& node) { return expand(node, c, e); }, (*c.module)[id].node);
}

Tree Expander::scalar(syntax::ExprId id, const Context& c, Expected e) {
  return tree_of(item(id, c, e), c);
}

Tree Expander::boolean(syntax::ExprId id, const Context& c) {
  return as_boolean(scalar(id, c, kBool));
}

Tree Expander::number(syntax::ExprId id, const Context& c) {
  return as_number(scalar(id, c, kNumber));
}

Rational Expander::constant_number(syntax::ExprId id, const Context& c) {
  const Value* value = trees_.value(number(id, c));
  if (value == nullptr) throw Failure("type", "a constant number is needed here");
  return std::get<Rational>(*value);
}

Tree Expander::as_boolean(Tree tree) {
  if (trees_[tree].type != kBool) throw Failure("type", "a bool is needed here");
  return tree;
}

Tree Expander::as_number(Tree tree) {
  const Type type = trees_[tree].type;
  if (type == kBool) return make(Op::ToNumber, kNumber, {tree});
  if (type != kNumber) throw Failure("type", "a number is needed here");
  return tree;
}

// Branches of one type stay as they are; bool and number mix only where one of them is expected.
void Expander::unify(std::vector<Tree>& trees, Expected e) {
  if (trees.empty()) return;
  const auto type = [&](Tree tree) { return trees_[tree].type; };
  const Type first = type(trees[0]);
  if (std::all_of(trees.begin(), trees.end(), [&](Tree t) { return type(t) == first; })) return;
  const bool plain =
      std::all_of(trees.begin(), trees.end(), [&](Tree t) { return type(t) == kBool || type(t) == kNumber; });
  if (!plain || (e != kBool && e != kNumber)) throw Failure("type", "the alternatives have different types");
  for (Tree& tree : trees) {
    if (type(tree) != *e) tree = make(*e == kBool ? Op::ToBool : Op::ToNumber, *e, {tree});
  }
}

Tree Expander::converted_to(Tree tree, Type type, bool declared) {
  const Type actual = trees_[tree].type;
  if (actual == type) return tree;
  if (actual == kNumber && type == kBool) {
    const Value* value = trees_.value(tree);
    if (value != nullptr && *value != Value(Rational(0)) && *value != Value(Rational(1))) {
      throw Failure("domain", "a bool can only be 0 or 1");
    }
    return make(Op::ToBool, kBool, {tree});
  }
  if (actual == kBool && type == kNumber && declared) return make(Op::ToNumber, kNumber, {tree});
  throw Failure("type", "a value of another type");
}

Tree Expander::coerced(Tree tree, int domain) {
  const Domain& target = trees_.domain(domain);
  const Tree converted = converted_to(tree, target.type, true);
  const Value* value = trees_.value(converted);
  if (value != nullptr && !target.contains(*value)) {
    throw Failure("domain", "a constant outside the declared domain");
  }
  if (target.type != kNumber) return converted;  // a domain of labels or bools is its whole type
  Node check{Op::Check, target.type, {converted}, {}};
  check.refers.domain = domain;
  return trees_.make(std::move(check));
}

Item Expander::coerced(Item item, const Context& c, int domain) {
  if (item.kind != Item::Kind::Array) return of(coerced(tree_of(item, c), domain));
  for (Item& element : item.elements) element = coerced(element, c, domain);
  return item;
}

Tree Expander::assigned(syntax::ExprId id, const Context& c, int domain) {
  if (domain < 0) return scalar(id, c, std::nullopt);
  return coerced(scalar(id, c, trees_.domain(domain).type), domain);
}

// ---- leaves ----

Item Expander::expand(const syntax::Number& n, const Context&, Expected) {
  return known(Value(n.value));
}
Item Expander::expand(const syntax::Truth& n, const Context&, Expected) {
  return known(Value(n.value));
}
Item Expander::expand(const syntax::BoolSet&, const Context&, Expected) {
  throw Failure("type", "a set where a value is needed");
}
Item Expander::expand(const syntax::Range&, const Context&, Expected) {
  throw Failure("type", "a set where a value is needed");
}
Item Expander::expand(const syntax::Braces&, const Context&, Expected) {
  throw Failure("type", "a set where a value is needed");
}
Item Expander::expand(const syntax::Wildcard&, const Context&, Expected) {
  throw Failure("syntax", "`_` where a value is needed");
}
Item Expander::expand(const syntax::Placeholder& n, const Context&, Expected) {
  throw Failure("unbound", "$" + n.name + " has no value");
}
Item Expander::expand(const syntax::Name& n, const Context& c, Expected e) {
  return named(n.text, c, e);
}
Item Expander::expand(const syntax::Qualified& n, const Context&, Expected) {
  return known(qualified(n));
}
Item Expander::expand(const syntax::Group& n, const Context& c, Expected e) {
  return item(n.inner, c, e);
}

Value Expander::qualified(const syntax::Qualified& n) {
  const Entity* type = program_.find(n.type.text, Entity::Kind::Type);
  if (type == nullptr) throw Failure("name", "no type `" + n.type.text + "`");
  const Type labels = named_domain(type->id).type;
  const auto value =
      labels.kind == Type::Kind::Label ? program_.labels.find(labels.labels, n.label.text) : std::nullopt;
  if (!value) throw Failure("name", "no label `" + n.label.text + "` in `" + n.type.text + "`");
  return *value;
}

// ---- operations ----

Item Expander::expand(const syntax::Not& n, const Context& c, Expected) {
  return of(make(Op::Not, kBool, {boolean(n.operand, c)}));
}

Item Expander::expand(const syntax::Negate& n, const Context& c, Expected) {
  return of(make(Op::Neg, kNumber, {number(n.operand, c)}));
}

Item Expander::expand(const syntax::Power& n, const Context& c, Expected) {
  const Tree base = number(n.base, c);
  return of(make(Op::Pow, kNumber, {base, number(n.exponent, c)}));
}

static Op operation(syntax::ChainOp op) {
  switch (op) {
    case syntax::ChainOp::Add:
      return Op::Add;
    case syntax::ChainOp::Sub:
      return Op::Sub;
    case syntax::ChainOp::Mul:
      return Op::Mul;
    case syntax::ChainOp::Div:
      return Op::Div;
    case syntax::ChainOp::IntDiv:
      return Op::IntDiv;
    case syntax::ChainOp::Mod:
      return Op::Mod;
  }
  throw std::logic_error("no such operator");
}

// From the left; a run of + (or of *) is one operation.
Item Expander::expand(const syntax::Chain& n, const Context& c, Expected) {
  Tree left = number(n.operands[0], c);
  for (std::size_t i = 0; i < n.ops.size();) {
    const syntax::ChainOp op = n.ops[i];
    const bool gathers = op == syntax::ChainOp::Add || op == syntax::ChainOp::Mul;
    std::vector<Tree> kids{left};
    do {
      kids.push_back(number(n.operands[++i], c));
    } while (gathers && i < n.ops.size() && n.ops[i] == op);
    left = make(operation(op), kNumber, std::move(kids));
  }
  return of(left);
}

Item Expander::expand(const syntax::Connect& n, const Context& c, Expected) {
  const Op op = n.op == syntax::Connective::And ? Op::And : n.op == syntax::Connective::Or ? Op::Or : Op::Xor;
  std::vector<Tree> kids;
  for (const syntax::ExprId operand : n.operands) {
    kids.push_back(boolean(operand, c));
    if (op != Op::Xor && trees_.never(kids.back(), op == Op::And)) break;  // the rest is never reached
  }
  return of(make(op, kBool, std::move(kids)));
}

Item Expander::expand(const syntax::Implies& n, const Context& c, Expected) {
  const Tree premise = boolean(n.premise, c);
  if (trees_.is(premise, false)) return known(Value(true));
  const bool reached = !trees_.never(premise, true);
  return of(make(Op::Implies, kBool, {premise, reached ? boolean(n.conclusion, c) : trees_.constant(true)}));
}

Item Expander::expand(const syntax::If& n, const Context& c, Expected e) {
  return conditional(n, 0, c, e, [&](syntax::ExprId id) { return item(id, c, e); });
}

Item Expander::conditional(const syntax::If& n, std::size_t from, const Context& c, Expected e,
                           const Branch& branch) {
  if (from == n.branches.size()) return branch(n.otherwise);
  const Tree condition = boolean(n.branches[from].condition, c);
  if (trees_.is(condition, true)) return branch(n.branches[from].value);
  if (trees_.is(condition, false)) return conditional(n, from + 1, c, e, branch);
  // What is never reached is left out: in its place stands the other branch.
  std::vector<Tree> values;
  if (!trees_.never(condition, true)) values.push_back(tree_of(branch(n.branches[from].value), c));
  if (!trees_.never(condition, false)) values.push_back(tree_of(conditional(n, from + 1, c, e, branch), c));
  values.resize(2, values[0]);
  unify(values, e);
  return of(make(Op::If, trees_[values[0]].type, {condition, values[0], values[1]}));
}

Item Expander::expand(const syntax::Match& n, const Context& c, Expected e) {
  return matched(n, c, e, [&](syntax::ExprId id) { return item(id, c, e); });
}

Item Expander::expand(const syntax::Let& n, const Context& c, Expected e) {
  return item(n.body, with(c, n.name.text, close(n.value, c)), e);
}

Item Expander::expand(const syntax::Index& n, const Context& c, Expected) {
  return indexed(item(n.base, c, std::nullopt), n.indices, c);
}

Item Expander::expand(const syntax::World& n, const Context& c, Expected e) {
  if (c.place != Context::Place::Term) throw Failure("syntax", "interventions outside a term");
  if (std::holds_alternative<syntax::World>((*c.module)[n.base].node)) {
    throw Failure("syntax", "two lists of interventions: write one list");
  }
  std::vector<Listed> list;
  for (const syntax::Intervention& i : n.interventions) list.push_back({&i, c});
  Context inner = c;
  inner.base = world(c.base, list);
  inner.world = inner.base;
  return of(scalar(n.base, inner, e));
}

Item Expander::expand(const syntax::Array& n, const Context& c, Expected e) {
  Item array;
  array.kind = Item::Kind::Array;
  const auto add = [&](const Context& inner) {
    for (const syntax::ExprId id : n.elements) {
      Item element = item(id, inner, e);
      if (element.kind == Item::Kind::Scalar) element = of(tree_of(element, inner));
      array.elements.push_back(std::move(element));
    }
  };
  if (n.comprehension) {
    unroll(n.comprehension->binders, n.comprehension->condition, c, [&](const Context& inner, Tree guard) {
      if (!trees_.is(guard, true)) throw Failure("type", "the length of an array must be constant");
      add(inner);
    });
  } else {
    add(c);
  }
  for (const Item& element : array.elements) {
    const Item& first = array.elements[0];
    if (element.kind != first.kind || element.elements.size() != first.elements.size()) {
      throw Failure("type", "an array that is not rectangular");
    }
  }
  return array;
}

}  // namespace causeway::oracle
