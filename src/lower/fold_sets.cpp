// SPDX-License-Identifier: MIT
// Domains of declarations, and sets to iterate over or to look into.
#include <algorithm>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using ir::kFalse;
using ir::kTrue;
using support::error;
using support::Fault;
using support::quote;

std::vector<ValueId> Folder::range(const sema::RangeSet& node, Environment env, Span span,
                                   bool may_be_empty) {
  const auto end = [&](CoreId id) {
    const Rational& value = store_.values.number(constant_value(id, env, "an end of a range"));
    if (value.is_integer() || node.step) return value;
    throw Fault(
        error(Code::Domain, core(id).span, "an end of a range is an integer, not " + value.to_string())
            .with_hint("for other numbers give a step: `0..1 step 1/4`"));
  };
  const Rational lo = end(node.lo);
  const Rational hi = end(node.hi);
  const Rational step =
      node.step ? store_.values.number(constant_value(*node.step, env, "the step of a range")) : Rational(1);
  if (step.sign() <= 0)
    throw Fault(error(Code::Domain, core(*node.step).span, "the step of a range is positive"));
  if (lo > hi && !may_be_empty) {
    throw Fault(error(Code::Domain, span,
                      "an empty domain: " + lo.to_string() + " is greater than " + hi.to_string()));
  }
  return ir::range_values(store_, lo, hi, step);
}

ValueListId Folder::domain(CoreId id, Environment env) {
  const sema::Core& node = core(id);
  std::vector<ValueId> values;
  if (const auto* range_set = std::get_if<sema::RangeSet>(&node.node)) {
    values = range(*range_set, env, node.span, false);
  } else if (const auto* list = std::get_if<sema::ListSet>(&node.node)) {
    for (const CoreId element : list->elements) {
      values.push_back(constant_value(element, env, "a value of a domain"));
      const std::size_t n = values.size();
      if (n > 1 && !store_.values.less(values[n - 2], values[n - 1])) {
        throw Fault(error(Code::Domain, core(element).span,
                          "the numbers of a domain stand in ascending order, each once"));
      }
    }
  } else if (const auto* named = std::get_if<sema::DomainSet>(&node.node)) {
    if (named->domain == sema::DomainDeclId(0)) {
      values = {kFalse, kTrue};
    } else {
      return domain(checked_.domains[named->domain].set, nullptr);
    }
  } else {
    const LabelSetId labels = std::get<sema::LabelsSet>(node.node).labels;
    const std::size_t count = checked_.labels.labels(labels).size();
    if (count > store_.budget().limits().domain)
      support::domain_too_large(support::grouped(count), store_.budget().limits());
    for (std::size_t i = 0; i < count; ++i) values.push_back(store_.values.label(labels, i));
  }
  return store_.lists.intern(ir::ValueList(std::move(values)));
}

/// domain(x): the declared domain, or the inferred one; of a family, the union over its members.
std::vector<ValueId> Folder::domain_of(CoreId id, Environment env) {
  const sema::Core& node = core(id);
  std::vector<VarId> variables = variables_of(id, env);
  if (variables.empty()) throw Fault(error(Code::Domain, node.span, "an empty family has no domain"));
  // One member stands for its family.
  std::vector<VarId> all;
  for (const VarId one : variables) {
    const std::vector<VarId>& list = facts_.members(facts_.variable(one).family).list();
    if (std::find(all.begin(), all.end(), list.front()) == all.end())
      all.insert(all.end(), list.begin(), list.end());
  }
  std::vector<ValueId> values;
  for (const VarId one : all) {
    const auto& declared = facts_.variable(one).domain;
    if (declared) {
      const std::vector<ValueId>& items = store_.lists[*declared].items();
      values.insert(values.end(), items.begin(), items.end());
      continue;
    }
    const auto& inferred = domains_.of(lowering_.node(one, kFactual));
    if (!inferred) {
      throw Fault(error(Code::Resource, node.span,
                        "the domain of " + quote(facts_.variable(one).name) +
                            " is too large to be inferred (--max-domain)")
                      .with_hint("declare it"));
    }
    values.insert(values.end(), inferred->begin(), inferred->end());
  }
  std::sort(values.begin(), values.end(), [&](ValueId a, ValueId b) { return store_.values.less(a, b); });
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// What a comprehension runs over: constants, or variables.
Folder::Items Folder::items(CoreId id, Environment env, const Context& context) {
  const sema::Core& node = core(id);
  Items result;
  if (node.type.shape == sema::Type::Shape::Variables) {
    result.of_variables = true;
    result.variables = variables_of(id, env);
    return result;
  }
  for (const NodeId one : elements(id, env, context)) {
    if (!store_.is_constant(one)) {
      throw Fault(
          error(Code::Type, node.span, "a set to run over is constant; this one depends on variables"));
    }
    result.values.push_back(store_.constant_value(one));
  }
  return result;
}

/// The elements of a set of values; random ones only where they are listed.
std::vector<NodeId> Folder::elements(CoreId id, Environment env, const Context& context) {
  const sema::Core& node = core(id);
  const auto constants = [&](const std::vector<ValueId>& values) {
    std::vector<NodeId> result;
    store_.budget().hold(values.size() * sizeof(NodeId));
    result.reserve(values.size());
    for (const ValueId one : values) result.push_back(store_.constant(one));
    return result;
  };
  if (const auto* held = std::get_if<sema::SlotValue>(&node.node)) {
    const Thunk& inner = *std::get<Thunk*>(find(held->slot, env)->content);
    return elements(inner.core, inner.env, context);
  }
  if (const auto* bound = std::get_if<sema::Bind>(&node.node))
    return elements(bound->body, bind(*bound, env), context);
  if (const auto* list = std::get_if<sema::ListSet>(&node.node)) {
    std::vector<NodeId> result;
    for (const CoreId element : list->elements) result.push_back(value(element, env, context));
    return result;
  }
  if (const auto* range_set = std::get_if<sema::RangeSet>(&node.node))
    return constants(range(*range_set, env, node.span, true));
  if (const auto* of = std::get_if<sema::DomainOf>(&node.node))
    return constants(domain_of(of->variable, env));
  const bool declared = std::holds_alternative<sema::DomainSet>(node.node) ||
                        std::holds_alternative<sema::LabelsSet>(node.node);
  if (declared) return constants(store_.lists[domain(id, env)].items());
  throw Fault(error(Code::Type, node.span,
                    "a set is expected here, not " + sema::describe(node.type, checked_.labels)));
}

/// How many elements, or rows, an array has: constant also where the elements are not.
std::size_t Folder::length_of(CoreId id, Environment env, const Context& context) {
  const sema::Core& node = core(id);
  if (const auto* list = std::get_if<sema::ArrayValue>(&node.node)) return list->elements.size();
  if (const auto* over = std::get_if<sema::ArrayOver>(&node.node))
    return cases(over->iteration, env, context).size();
  if (const auto* bound = std::get_if<sema::Bind>(&node.node))
    return length_of(bound->body, bind(*bound, env), context);
  if (const auto* held = std::get_if<sema::SlotValue>(&node.node)) {
    const Thunk& inner = *std::get<Thunk*>(find(held->slot, env)->content);
    return length_of(inner.core, inner.env, context);
  }
  const auto data = array(id, env, context);
  std::vector<ValueId> firsts;
  for (const Key& key : data->keys->keys()) firsts.push_back(key[0]);
  std::sort(firsts.begin(), firsts.end());
  return static_cast<std::size_t>(std::unique(firsts.begin(), firsts.end()) - firsts.begin());
}

NodeId Folder::measured(const sema::Measured& node, Environment env, const Context& context, Span span) {
  const sema::Type& type = core(node.set).type;
  const auto count = [&](std::size_t n) { return number(Rational(static_cast<std::int64_t>(n))); };
  if (type.shape == sema::Type::Shape::Variables) return count(variables_of(node.set, env).size());
  if (type.shape == sema::Type::Shape::Array) return count(length_of(node.set, env, context));
  const std::vector<NodeId> members = elements(node.set, env, context);
  if (node.measure == sema::Measure::Len) return count(members.size());
  if (members.empty()) throw Fault(error(Code::Domain, span, "an empty set has no first and no last value"));
  return node.measure == sema::Measure::First ? members.front() : members.back();
}

}  // namespace causeway::lower
