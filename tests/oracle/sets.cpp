// SPDX-License-Identifier: MIT
// Sets to iterate over, domains, and the loops over them.
#include <algorithm>

#include "expander.hpp"
#include "graph.hpp"

namespace causeway::oracle {
namespace {

constexpr std::size_t kMostValues = 1 << 20;

std::vector<Binding> bindings(const std::vector<Value>& values) {
  return {values.begin(), values.end()};
}

void sort_unique(std::vector<Value>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool is_set(const syntax::Node& node) {
  return std::holds_alternative<syntax::BoolSet>(node) || std::holds_alternative<syntax::Range>(node) ||
         std::holds_alternative<syntax::Braces>(node);
}

}  // namespace

Context Expander::with(const Context& c, const std::string& name, Binding binding) {
  Context inner = c;
  inner.env = std::make_shared<const Scope>(Scope{name, std::move(binding), c.env});
  return inner;
}

void Expander::unroll(const std::vector<syntax::Binder>& binders,
                      const std::optional<syntax::ExprId>& condition, const Context& c, const Body& body,
                      const bool* stop) {
  std::function<void(std::size_t, const Context&)> loop = [&](std::size_t at, const Context& inner) {
    if (stop != nullptr && *stop) return;
    if (at < binders.size()) {
      for (Binding& member : set(binders[at].set, inner, std::nullopt)) {
        loop(at + 1, with(inner, binders[at].name.text, std::move(member)));
      }
      return;
    }
    const Tree guard = condition ? boolean(*condition, inner) : trees_.constant(true);
    if (!trees_.is(guard, false)) body(inner, guard);
  };
  loop(0, c);
}

// An index is a number or a label; a clause may also give one index itself rather than a set.
void Expander::unroll_indices(const syntax::Indices& indices, const Context& c,
                              const std::vector<Expected>& types, const IndexBody& body) {
  Index index;
  std::function<void(const Context&)> loop = [&](const Context& inner) {
    const std::size_t at = index.size();
    if (at == indices.specs.size()) {
      const Tree guard = indices.condition ? boolean(*indices.condition, inner) : trees_.constant(true);
      if (trees_.value(guard) == nullptr) throw Failure("type", "the condition of a family must be constant");
      if (trees_.is(guard, true)) body(index, inner);
      return;
    }
    const syntax::IndexSpec& spec = indices.specs[at];
    const Expected expected = at < types.size() ? types[at] : std::nullopt;
    const auto enter = [&](const Value& value, const Context& next) {
      if (type_of(value) == kBool) throw Failure("type", "a bool index");
      index.push_back(value);
      loop(next);
      index.pop_back();
    };
    if (!spec.binder) {
      const Value* value = trees_.value(scalar(spec.set, inner, expected));
      if (value == nullptr) throw Failure("type", "the index of a clause must be constant");
      enter(Value(*value), inner);
      return;
    }
    for (const Value& value : values(spec.set, inner, expected)) {
      enter(value, with(inner, spec.binder->text, value));
    }
  };
  loop(c);
}

// ---- sets ----

std::vector<Value> Expander::values(syntax::ExprId id, const Context& c, Expected e) {
  std::vector<Value> all;
  for (const Binding& member : set(id, c, e)) {
    const Value* value = std::get_if<Value>(&member);
    if (value == nullptr) throw Failure("type", "a set of variables where a set of values is needed");
    all.push_back(*value);
  }
  return all;
}

std::vector<Binding> Expander::set(syntax::ExprId id, const Context& c, Expected e) {
  id = bare(id, c);
  const syntax::Node& node = (*c.module)[id].node;
  if (std::holds_alternative<syntax::BoolSet>(node)) return bindings(program_.labels.domain(kBool).values);
  if (const auto* n = std::get_if<syntax::Range>(&node)) return bindings(range(*n, c));
  if (const auto* n = std::get_if<syntax::Braces>(&node)) return braces(*n, c, e);
  if (const auto* n = std::get_if<syntax::Let>(&node)) {
    return set(n->body, with(c, n->name.text, close(n->value, c)), e);
  }
  if (const auto* n = std::get_if<syntax::Call>(&node)) {
    if (n->callee.text == "domain" && !is_function(program_, "domain")) return domain_of(*n, c);
  }
  if (const auto* n = std::get_if<syntax::Name>(&node)) {
    for (Env scope = c.env; scope; scope = scope->outer) {
      if (scope->name != n->text) continue;
      const auto* closure = std::get_if<Closure>(&scope->binding);
      if (closure == nullptr) throw Failure("type", "`" + n->text + "` is no set");
      Context inner = c;
      inner.module = closure->module;
      inner.env = closure->env;
      inner.calls = closure->calls;
      return set(closure->expr, inner, e);
    }
    if (const Entity* type = program_.find(n->text, Entity::Kind::Type)) {
      return bindings(named_domain(type->id).values);
    }
  }
  return variables(item(id, c, e));
}

std::vector<Binding> Expander::variables(const Item& item) {
  std::vector<Binding> all;
  if (item.kind == Item::Kind::Family) {
    for (const auto& [index, member] : family(item.id).members) all.emplace_back(VariableRef{member});
    return all;
  }
  if (item.kind != Item::Kind::Variables) throw Failure("type", "a set is needed here");
  for (const int variable : item.variables) all.emplace_back(VariableRef{variable});
  return all;
}

std::vector<Value> Expander::range(const syntax::Range& n, const Context& c) {
  const Rational lo = constant_number(n.lo, c);
  const Rational hi = constant_number(n.hi, c);
  const Rational step = n.step ? constant_number(*n.step, c) : Rational(1);
  if (step <= Rational(0)) throw Failure("domain", "a step must be positive");
  if (!n.step && !(lo.is_integer() && hi.is_integer())) {
    throw Failure("domain", "a range of integers needs integer ends");
  }
  std::vector<Value> all;
  for (Rational value = lo; value <= hi; value += step) {
    all.emplace_back(value);
    if (all.size() > kMostValues) throw Failure("resource", "a set with too many values");
  }
  return all;
}

// Members in the order written, each once: values, or variables.
std::vector<Binding> Expander::braces(const syntax::Braces& n, const Context& c, Expected e) {
  std::vector<Binding> all;
  std::vector<Value> seen;
  const auto add_value = [&](const Value& value) {
    if (std::find(seen.begin(), seen.end(), value) != seen.end()) return;
    if (!seen.empty() && type_of(seen[0]) != type_of(value)) throw Failure("type", "a set of several types");
    seen.push_back(value);
    all.emplace_back(value);
  };
  const auto add = [&](const Context& inner, Tree guard) {
    if (!trees_.is(guard, true)) throw Failure("type", "the members of a set must be constant");
    for (const auto& entry : n.entries) {
      if (entry.value) throw Failure("type", "a distribution where a set is needed");
      const Item member = item(entry.key, inner, e);
      if (member.kind != Item::Kind::Scalar) {
        for (Binding& variable : variables(member)) all.push_back(std::move(variable));
      } else if (member.tree < 0) {
        all.emplace_back(VariableRef{member.id});
      } else if (const Value* value = trees_.value(member.tree)) {
        add_value(Value(*value));
      } else {
        throw Failure("type", "the members of a set must be constant");
      }
    }
  };
  if (n.comprehension) {
    unroll(n.comprehension->binders, n.comprehension->condition, c, add);
  } else {
    add(c, trees_.constant(true));
  }
  if (!seen.empty() && seen.size() != all.size()) throw Failure("type", "a set of values and variables");
  return all;
}

// The domain of a variable, united over all members of its family.
std::vector<Binding> Expander::domain_of(const syntax::Call& n, const Context& c) {
  if (n.arguments.size() != 1 || n.comprehension) throw Failure("type", "domain(x) of one variable");
  const Item of = item(n.arguments[0].value, c, std::nullopt);
  int id = -1;
  if (of.kind == Item::Kind::Family) id = of.id;
  if (of.kind == Item::Kind::Scalar && of.id >= 0) id = program_.variable(of.id).family;
  if (of.kind == Item::Kind::Variables && !of.variables.empty()) {
    id = program_.variable(of.variables[0]).family;
  }
  if (id < 0) throw Failure("type", "domain(x) of a variable");
  std::vector<Value> all;
  for (const auto& [index, member] : family(id).members) {
    const std::vector<Value> one = inferred(program_, Spot{member, kFactual});
    all.insert(all.end(), one.begin(), one.end());
  }
  sort_unique(all);
  return bindings(all);
}

// ---- domains ----

const Domain& Expander::named_domain(int id) {
  NamedType& type = program_.types[static_cast<std::size_t>(id)];
  if (type.progress == Progress::Busy) throw Failure("cycle", "a type that needs itself");
  if (type.progress == Progress::Done) return type.domain;
  Working working(type.progress);
  if (type.definition) {
    type.domain = domain(*type.definition, declaration());
  } else {
    type.domain = program_.labels.domain({Type::Kind::Label, program_.labels.intern(type.labels)});
  }
  working.done();
  return type.domain;
}

Domain Expander::domain(syntax::ExprId id, const Context& c) {
  id = bare(id, c);
  const syntax::Node& node = (*c.module)[id].node;
  if (const auto* braces = std::get_if<syntax::Braces>(&node)) return braced_domain(*braces, c);
  if (const auto* name = std::get_if<syntax::Name>(&node)) {
    const Entity* type = program_.find(name->text, Entity::Kind::Type);
    if (type == nullptr) throw Failure("name", "no type `" + name->text + "`");
    return named_domain(type->id);
  }
  const auto* call = std::get_if<syntax::Call>(&node);
  if (!is_set(node) && (call == nullptr || call->callee.text != "domain")) {
    throw Failure("domain", "no domain");
  }
  std::vector<Value> all = values(id, c, std::nullopt);
  if (all.empty()) throw Failure("domain", "a domain without values");
  return {type_of(all[0]), std::move(all)};
}

// Bare names are labels in this order; numbers are put in ascending order.
Domain Expander::braced_domain(const syntax::Braces& n, const Context& c) {
  std::vector<std::string> labels;
  for (const auto& entry : n.entries) {
    if (entry.value) throw Failure("domain", "a distribution where a domain is needed");
    const auto* name = std::get_if<syntax::Name>(&(*c.module)[entry.key].node);
    if (name != nullptr && !n.comprehension) labels.push_back(name->text);
  }
  if (!labels.empty()) {
    if (labels.size() != n.entries.size()) throw Failure("domain", "a domain of names and numbers");
    const std::set<std::string> different(labels.begin(), labels.end());
    if (different.size() != labels.size()) throw Failure("domain", "a label twice");
    return program_.labels.domain({Type::Kind::Label, program_.labels.intern(labels)});
  }
  std::vector<Value> all;
  const auto add = [&](const Context& inner, Tree guard) {
    if (!trees_.is(guard, true)) throw Failure("domain", "a domain must be constant");
    for (const auto& entry : n.entries) all.emplace_back(constant_number(entry.key, inner));
  };
  if (n.comprehension) {
    unroll(n.comprehension->binders, n.comprehension->condition, c, add);
  } else {
    add(c, trees_.constant(true));
  }
  const std::size_t written = all.size();
  sort_unique(all);
  if (all.empty() || (all.size() != written && !n.comprehension)) {
    throw Failure("domain", "a domain without values, or with one twice");
  }
  return {kNumber, std::move(all)};
}

}  // namespace causeway::oracle
