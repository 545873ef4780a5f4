// SPDX-License-Identifier: MIT
// Probability terms, worlds and interventions (grammar/README.md, section 10).
#include <algorithm>

#include "sema/checker.hpp"
#include "support/text.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;

CoreId Checker::query(syntax::ExprId expr) {
  const CoreId result = settle(anything(expr), nullptr);
  const Type& type = core(result).type;
  if (type.shape == Type::Shape::Report) {
    const CoreNode& node = core(result).node;
    if (std::holds_alternative<Term>(node) || std::holds_alternative<QueryValue>(node)) return result;
  }
  if (type.is_value() && type.scalar.kind != Scalar::Kind::Label) return result;
  if (type.shape == Type::Shape::Report) {
    throw Fault(error(Code::Type, tree()[expr].span,
                      "`dist`, `map` and `marginals` stand only as a whole query, not inside an expression"));
  }
  throw Fault(error(Code::Type, tree()[expr].span,
                    "a query asks for a number, a bool or a table, not " + describe(type)));
}

// ---- worlds ----

CoreId Checker::world(const syntax::World& node, Span span, const Scalar* expected) {
  if (place_ == Place::Declaration) {
    throw Fault(error(Code::Syntax, span, "brackets with interventions stand only in queries"));
  }
  if (place_ == Place::Query) {
    throw Fault(error(Code::Syntax, span, "a world has no value outside a term")
                    .with_hint("ask for `P(" + std::string(session_.sources.text(span)) + " = …)`"));
  }
  if (std::holds_alternative<syntax::World>(tree()[node.base].node)) {
    throw Fault(error(Code::Syntax, span, "two lists of interventions behind one another")
                    .with_hint("write one list: `y[x = 1, z = 2]`"));
  }
  const CoreId base = settle(anything(node.base, expected), expected);
  const Type type = core(base).type;
  if (!type.is_value() && type.shape != Type::Shape::Variables) {
    throw Fault(error(Code::Type, span, "only values have worlds; this is " + describe(type)));
  }
  return add(span, type, WorldOf{base, interventions(node.interventions)});
}

std::vector<CoreIntervention> Checker::interventions(const std::vector<syntax::Intervention>& list) {
  std::vector<CoreIntervention> result;
  for (const syntax::Intervention& one : list) result.push_back(intervention(one));
  return result;
}

CoreIntervention Checker::intervention(const syntax::Intervention& one) {
  const Frame frame(*this);
  place_ = Place::Intervention;
  CoreIntervention result{{}, std::nullopt, one.stochastic, {}, {}, one.span};
  result.binders = binders(one.binders);
  result.target = target(one.target);
  if (one.child) result.child = target(*one.child);
  const Scalar type = scalar(result.target);
  const Scalar* expected = type.known() ? &type : nullptr;
  if (one.stochastic) {
    result.value = law(one.value, expected);
  } else {
    result.value = expected == nullptr ? value(one.value) : assigned(one.value, type);
  }
  return result;
}

CoreId Checker::target(const syntax::Target& target) {
  const std::string& text = target.name.text;
  const Local* local = find_local(text);
  const auto found = find_entity(text);
  if (local == nullptr && !found) unknown_name(text, target.name.span, nullptr);
  if (local == nullptr && found->kind != Entity::Kind::Family) {
    throw Fault(error(Code::Type, target.name.span,
                      quote(text) + " is no variable; only variables are intervened on"));
  }
  const CoreId base =
      local != nullptr ? slot(*local, target.name.span, nullptr) : entity(*found, text, target.name.span);
  const CoreId result = target.indices.empty() ? base : indexed(base, target.indices, target.span);
  const Type& type = core(result).type;
  const bool wildcard = std::any_of(target.indices.begin(), target.indices.end(), [&](syntax::ExprId index) {
    return std::holds_alternative<syntax::Wildcard>(tree()[strip(index)].node);
  });
  if (type.is_value() || (type.shape == Type::Shape::Variables && wildcard)) return result;
  auto report = error(Code::Type, target.span, quote(text) + " is " + describe(type) + ", not one variable");
  if (type.shape == Type::Shape::Variables)
    report.hint = "for all its members write " + quote(text + "[_]") + ", or use `for`";
  throw Fault(report);
}

// ---- terms ----

CoreId Checker::subject(syntax::ExprId expr, TermKind kind) {
  if (kind == TermKind::Probability) return boolean_value(expr, "an event");
  if (kind == TermKind::Distribution || kind == TermKind::Map) {
    const CoreId result = settle(anything(expr), nullptr);
    const Type& type = core(result).type;
    if (type.is_value() || type.shape == Type::Shape::Variables) return result;
    throw Fault(
        error(Code::Type, tree()[expr].span, "a column is a value or a family, not " + describe(type)));
  }
  return numeric_value(expr, "what is averaged");
}

void Checker::conditions(const std::vector<syntax::Condition>& list, Term& term) {
  for (const syntax::Condition& one : list) {
    if (one.event) {
      term.conditions.push_back(boolean_value(*one.event, "a condition"));
    } else {
      term.actions.push_back(interventions(one.interventions));
    }
  }
}

CoreId Checker::term(TermKind kind, const syntax::Call& node, Span span) {
  const std::string& callee = node.callee.text;
  if (place_ == Place::Declaration) {
    throw Fault(
        error(Code::Type, span, quote(callee + "(…)") + " is a probability term; it stands only in queries"));
  }
  if (in_term_ || place_ != Place::Query) {
    throw Fault(error(Code::Syntax, span, "a term may not stand inside a term"));
  }
  const Frame frame(*this);
  place_ = Place::Term;
  in_term_ = true;
  Term result{kind, {}, std::nullopt, {}, {}};
  for (const syntax::Argument& one : node.arguments) {
    if (one.name) throw Fault(error(Code::Type, one.name->span, "what a term asks about has no name"));
  }
  static constexpr std::size_t kMany = static_cast<std::size_t>(-1);
  switch (kind) {
    case TermKind::Probability:
    case TermKind::Distribution:
    case TermKind::Map:
      require_arguments(node, span, 1, kMany);
      break;
    case TermKind::Expectation:
    case TermKind::Variance:
      require_arguments(node, span, 1, 1);
      break;
    case TermKind::Covariance:
      require_arguments(node, span, 2, 2);
      break;
    case TermKind::Marginals:
      require_arguments(node, span, 0, 0);
      break;
  }
  const bool table = kind == TermKind::Distribution || kind == TermKind::Map || kind == TermKind::Marginals;
  if (node.comprehension && kind != TermKind::Distribution && kind != TermKind::Map) {
    throw Fault(error(Code::Type, span, quote(callee) + " takes no `for`")
                    .with_hint("write the `for` inside: `" + callee + "(all(… for i in S))` or `" + callee +
                               "(sum(… for i in S))`"));
  }
  {
    const Frame names(*this);
    if (node.comprehension) result.iteration = iteration(*node.comprehension);
    for (const syntax::Argument& one : node.arguments) result.subjects.push_back(subject(one.value, kind));
  }
  conditions(node.conditions, result);
  for (const Extra& extra : extras_) {
    result.conditions.insert(result.conditions.end(), extra.conditions.begin(), extra.conditions.end());
    result.actions.insert(result.actions.end(), extra.actions.begin(), extra.actions.end());
  }
  const Type type = table ? Type{Type::Shape::Report, {}, 0} : value_of(number());
  return add(span, type, std::move(result));
}

}  // namespace causeway::sema
