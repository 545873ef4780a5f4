// SPDX-License-Identifier: MIT
// Distributions: what stands right of `~`. A distribution without variables is checked at once.
#include <algorithm>

#include "expander.hpp"
#include "run.hpp"

namespace causeway::oracle {

Tree Expander::law(syntax::ExprId id, const Context& c, const LawTarget& target) {
  const syntax::ExprId inner = bare(id, c);
  const syntax::Node& node = (*c.module)[inner].node;
  const auto branch = [&](syntax::ExprId value) { return of(law(value, c, target)); };
  if (const auto* n = std::get_if<syntax::If>(&node)) {
    return conditional(*n, 0, c, std::nullopt, branch).tree;
  }
  if (const auto* n = std::get_if<syntax::Match>(&node)) return matched(*n, c, kLaw, branch).tree;
  if (const auto* n = std::get_if<syntax::Let>(&node)) {
    return law(n->body, with(c, n->name.text, close(n->value, c)), target);
  }
  if (const auto* n = std::get_if<syntax::Array>(&node)) return array_law(*n, c, target);
  if (const auto* n = std::get_if<syntax::Braces>(&node)) return keys(*n, c, target);
  if (const auto* n = std::get_if<syntax::Call>(&node)) return call_law(*n, c, target);
  if (const auto* n = std::get_if<syntax::Name>(&node)) {
    for (Env scope = c.env; scope; scope = scope->outer) {
      if (scope->name != n->text) continue;
      const auto* closure = std::get_if<Closure>(&scope->binding);
      if (closure == nullptr) break;
      Context use = c;
      use.module = closure->module;
      use.env = closure->env;
      use.calls = closure->calls;
      use.equality = closure->equality;
      return law(closure->expr, use, target);
    }
  }
  return item_law(item(inner, c, kNumber), c, target);
}

Tree Expander::item_law(const Item& item, const Context& c, const LawTarget& target) {
  if (item.kind != Item::Kind::Array) throw Failure("type", "a distribution is needed here");
  std::vector<Tree> elements;
  for (const Item& element : item.elements) elements.push_back(as_number(tree_of(element, c)));
  return row(elements, false, target);
}

Tree Expander::row(const std::vector<Tree>& elements, bool rest, const LawTarget& target) {
  if (target.domain < 0) throw Failure("type", "a row of probabilities needs a declared domain");
  const std::size_t size = elements.size() + (rest ? 1 : 0);
  if (size != trees_.domain(target.domain).values.size()) {
    throw Failure("type", "a row needs a probability for each value of the domain");
  }
  Node node{Op::Row, kLaw, elements, {}};
  node.rest = rest;
  node.refers.domain = target.domain;
  return leaf_law(trees_.make(std::move(node)), target);
}

Tree Expander::array_law(const syntax::Array& n, const Context& c, const LawTarget& target) {
  const bool rest = !n.comprehension && !n.elements.empty() &&
                    std::holds_alternative<syntax::Wildcard>((*c.module)[n.elements.back()].node);
  if (!rest) return item_law(expand(n, c, kNumber), c, target);
  std::vector<Tree> elements;
  for (std::size_t i = 0; i + 1 < n.elements.size(); ++i) elements.push_back(number(n.elements[i], c));
  return row(elements, true, target);
}

Tree Expander::call_law(const syntax::Call& n, const Context& c, const LawTarget& target) {
  const std::string& name = n.callee.text;
  if (const Entity* function = program_.find(name, Entity::Kind::Function)) {
    const syntax::FunctionDecl& f = *program_.functions[static_cast<std::size_t>(function->id)];
    return law(f.body, in_function(f, n, c), target);
  }
  static const std::map<std::string, std::size_t> kArity{
      {"bernoulli", 1}, {"uniform", 1}, {"binomial", 2}, {"hypergeometric", 3}, {"normalize", 1}};
  const auto arity = kArity.find(name);
  if (arity == kArity.end()) throw Failure("name", "no distribution `" + name + "`");
  if (n.arguments.size() != arity->second || n.comprehension || n.has_bar) {
    throw Failure("type", "`" + name + "`: arguments");
  }
  if (name == "normalize") {
    LawTarget weights = target;
    weights.weights = true;
    return make(Op::Normalize, kLaw, {law(n.arguments[0].value, c, weights)});
  }
  if (name == "uniform") return uniform(n, c, target);
  std::vector<Tree> kids;
  for (const syntax::Argument& argument : n.arguments) kids.push_back(number(argument.value, c));
  const Op op = name == "bernoulli" ? Op::Bernoulli : name == "binomial" ? Op::Binomial : Op::Hypergeometric;
  return leaf_law(make(op, kLaw, std::move(kids)), target);
}

// Over a set; members that are equal count once.
Tree Expander::uniform(const syntax::Call& n, const Context& c, const LawTarget& target) {
  const syntax::ExprId id = bare(n.arguments[0].value, c);
  std::vector<Tree> kids;
  if (const auto* braces = std::get_if<syntax::Braces>(&(*c.module)[id].node)) {
    const auto add = [&](const Context& inner, Tree guard) {
      for (const auto& entry : braces->entries) {
        if (entry.value) throw Failure("type", "uniform over a set");
        kids.insert(kids.end(), {guard, key(entry.key, inner, target)});
      }
    };
    if (braces->comprehension) {
      unroll(braces->comprehension->binders, braces->comprehension->condition, c, add);
    } else {
      add(c, trees_.constant(true));
    }
  } else {
    for (const Value& value : values(id, c, target.expected(trees_))) {
      kids.insert(kids.end(), {trees_.constant(true), fitted(trees_.constant(value), target)});
    }
  }
  return leaf_law(make(Op::Uniform, kLaw, std::move(kids)), target);
}

// ---- distributions by keys ----

// A key of the target's type; that a computed one lies in the declared domain matters only if it is drawn.
Tree Expander::fitted(Tree key, const LawTarget& target) {
  const Expected type = target.expected(trees_);
  if (type) key = converted_to(key, *type, target.domain >= 0);
  const Value* value = trees_.value(key);
  if (value != nullptr && target.domain >= 0 && !trees_.domain(target.domain).contains(*value)) {
    throw Failure("domain", "a constant outside the declared domain");
  }
  return key;
}

Tree Expander::key(syntax::ExprId id, const Context& c, const LawTarget& target) {
  return fitted(scalar(id, c, target.expected(trees_)), target);
}

Tree Expander::keys(const syntax::Braces& n, const Context& c, const LawTarget& target) {
  std::vector<Tree> kids;
  const auto add = [&](const Context& inner, Tree guard) {
    for (const auto& entry : n.entries) {
      if (!entry.value) throw Failure("type", "a set where a distribution is needed");
      const Tree outcome = key(entry.key, inner, target);
      kids.insert(kids.end(), {guard, outcome, number(*entry.value, inner)});
    }
  };
  if (n.comprehension) {
    unroll(n.comprehension->binders, n.comprehension->condition, c, add);
  } else {
    add(c, trees_.constant(true));
    refuse_repeated(kids);
  }
  return leaf_law(make(Op::Keys, kLaw, std::move(kids)), target);
}

void Expander::refuse_repeated(const std::vector<Tree>& kids) const {
  std::set<Value> seen;
  for (std::size_t i = 1; i < kids.size(); i += 3) {
    const Value* value = trees_.value(kids[i]);
    if (value != nullptr && !seen.insert(*value).second) {
      throw Failure("probability", "a constant key twice");
    }
  }
}

// ---- checks ----

Type Expander::law_type(Tree law) const {
  const Node& node = trees_[law];
  switch (node.op) {
    case Op::Bernoulli:
      return kBool;
    case Op::Row:
      return trees_.domain(node.refers.domain).type;
    case Op::Keys:
    case Op::Uniform: {
      if (node.kids.empty()) return kNumber;
      for (std::size_t i = 1; i < node.kids.size(); i += node.op == Op::Keys ? 3 : 2) {
        if (trees_[node.kids[i]].type != trees_[node.kids[1]].type) {
          throw Failure("type", "a distribution over several types");
        }
      }
      return trees_[node.kids[1]].type;
    }
    case Op::Normalize:
      return law_type(node.kids[0]);
    case Op::If:
    case Op::Match: {
      const auto first = node.op == Op::If ? 1 : static_cast<std::size_t>(node.count);
      if (first == node.kids.size()) return kNumber;
      for (std::size_t i = first; i < node.kids.size(); ++i) {
        if (law_type(node.kids[i]) != law_type(node.kids[first])) {
          throw Failure("type", "a distribution over several types");
        }
      }
      return law_type(node.kids[first]);
    }
    default:
      return kNumber;  // binomial, hypergeometric
  }
}

Tree Expander::leaf_law(Tree law, const LawTarget& target) {
  const Type type = law_type(law);
  const Type wanted = target.expected(trees_).value_or(type);
  const bool converts =
      (type == kNumber && wanted == kBool) || (type == kBool && wanted == kNumber && target.domain >= 0);
  if (type != wanted && !converts) throw Failure("type", "a distribution over another type");
  if (trees_[law].closed) check_closed(law, target);
  return law;
}

void Expander::check_closed(Tree law, const LawTarget& target) {
  Law outcomes;
  try {
    outcomes = Run(program_).law(law, {kFactual, -1}, target.weights);
  } catch (const Undefined& undefined) {
    if (undefined.code == "probability") throw Failure(undefined.code, undefined.message);
    return;  // an error if it is ever reached
  }
  if (target.domain < 0) return;
  const Domain& domain = trees_.domain(target.domain);
  for (const auto& [value, probability] : outcomes) {
    try {
      checked(converted(value, domain.type), domain);
    } catch (const Undefined&) {
      throw Failure("domain", "an outcome outside the declared domain");
    }
  }
}

}  // namespace causeway::oracle
