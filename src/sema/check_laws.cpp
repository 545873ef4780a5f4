// SPDX-License-Identifier: MIT
// Distributions: what stands right of `~`, in `normalize(…)` and in functions called there.
#include <algorithm>

#include "sema/checker.hpp"
#include "support/text.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;

CoreId Checker::law(syntax::ExprId expr, const Scalar* declared) {
  const Span span = tree()[expr].span;
  const syntax::Node& node = tree()[expr].node;
  if (const auto* group = std::get_if<syntax::Group>(&node)) return law(group->inner, declared);
  if (const auto* array = std::get_if<syntax::Array>(&node)) return row_law(*array, span, declared);
  if (const auto* braces = std::get_if<syntax::Braces>(&node)) return keyed_law(*braces, span, declared);
  if (const auto* conditional = std::get_if<syntax::If>(&node))
    return conditional_law(*conditional, span, declared);
  if (const auto* cases = std::get_if<syntax::Match>(&node)) {
    MatchValue result = match_arms(*cases, span, [&](syntax::ExprId arm) { return law(arm, declared); });
    std::vector<CoreId> laws;
    for (const CoreArm& one : result.arms) laws.push_back(one.value);
    return add(span, law_of(law_scalar(laws, span, declared)), std::move(result));
  }
  if (const auto* binding = std::get_if<syntax::Let>(&node)) {
    return let(*binding, span, [&](syntax::ExprId body) { return law(body, declared); });
  }
  if (const auto* call = std::get_if<syntax::Call>(&node)) {
    const auto found = find_entity(call->callee.text);
    if (found && found->kind == Entity::Kind::Function) {
      return call_function(FunctionId(found->index), *call, span, declared, declared);
    }
    const bool hidden = found && found->kind == Entity::Kind::Extern;
    if (const auto known = hidden ? std::nullopt : distribution(*call, span, declared)) return *known;
  }
  return array_law(expr, declared);
}

/// The type of what several laws give: one, or the declared one to which bool and number convert.
Scalar Checker::law_scalar(const std::vector<CoreId>& laws, Span span, const Scalar* declared) const {
  if (declared != nullptr) return *declared;
  Scalar common;
  for (const CoreId one : laws) {
    if (!common.known()) common = scalar(one);
    if (scalar(one).known() && scalar(one) != common) {
      throw Fault(error(Code::Type, core(one).span,
                        "the distributions here give values of different types: " + describe(common) +
                            " and " + describe(scalar(one)))
                      .with_note(span, "here"));
    }
  }
  return common;
}

CoreId Checker::conditional_law(const syntax::If& node, Span span, const Scalar* declared) {
  std::vector<CoreId> args;
  std::vector<CoreId> laws;
  for (const syntax::If::Branch& branch : node.branches) {
    args.push_back(boolean_value(branch.condition, "the condition of `if`"));
    laws.push_back(law(branch.value, declared));
    args.push_back(laws.back());
  }
  laws.push_back(law(node.otherwise, declared));
  args.push_back(laws.back());
  return add(span, law_of(law_scalar(laws, span, declared)), Apply{Operator::If, std::move(args)});
}

/// An array expression as a row: `cpt[z, w]`, `[e for v in S]`.
CoreId Checker::array_law(syntax::ExprId expr, const Scalar* declared) {
  const Span span = tree()[expr].span;
  const CoreId row = anything(expr);
  const Type& type = core(row).type;
  if (type.shape != Type::Shape::Array || type.rank != 1 || !type.scalar.numeric()) {
    auto report = error(Code::Type, span, "a distribution is expected here, not " + describe(type));
    if (type.is_value()) report.hint = "a mechanism that computes a value is written with `=`";
    if (type.shape == Type::Shape::Array && type.rank > 1)
      report.hint = "index it down to one row of probabilities";
    if (type.shape == Type::Shape::Set) report.hint = "for equal probabilities write `uniform(…)`";
    throw Fault(report);
  }
  if (declared == nullptr) {
    throw Fault(
        error(Code::Type, span, "a row of probabilities needs a declared domain that says of which values")
            .with_hint("write `var x : {a, b} ~ …`"));
  }
  return add(span, law_of(*declared), ArrayLaw{row});
}

CoreId Checker::row_law(const syntax::Array& node, Span span, const Scalar* declared) {
  if (declared == nullptr) {
    throw Fault(
        error(Code::Type, span, "a row of probabilities needs a declared domain that says of which values")
            .with_hint("write `var x : {a, b} ~ [1/2, 1/2]`"));
  }
  if (node.comprehension) {
    const Frame frame(*this);
    Iteration over = iteration(*node.comprehension);
    const CoreId element = numeric_value(node.elements[0], "a probability");
    const CoreId row = add(span, {Type::Shape::Array, number(), 1}, ArrayOver{element, std::move(over)});
    return add(span, law_of(*declared), ArrayLaw{row});
  }
  RowLaw result{{}, false};
  for (const syntax::ExprId one : node.elements) {
    if (std::holds_alternative<syntax::Wildcard>(tree()[one].node) && one == node.elements.back()) {
      result.rest = true;
    } else {
      result.probabilities.push_back(numeric_value(one, "a probability"));
    }
  }
  return add(span, law_of(*declared), std::move(result));
}

CoreId Checker::law_key(syntax::ExprId expr, const Scalar* declared) {
  return declared == nullptr ? value(expr) : assigned(expr, *declared);
}

CoreId Checker::keyed_law(const syntax::Braces& node, Span span, const Scalar* declared) {
  const auto bare = [](const syntax::Braces::Entry& entry) { return !entry.value.has_value(); };
  if (node.entries.empty() || std::any_of(node.entries.begin(), node.entries.end(), bare)) {
    throw Fault(error(Code::Type, span, "a distribution gives each value its probability: `{a: 1/2, b: 1/2}`")
                    .with_hint("for equal probabilities write `uniform({…})`"));
  }
  static constexpr std::string_view kWhat = "a probability";
  if (node.comprehension) {
    const Frame frame(*this);
    Iteration over = iteration(*node.comprehension);
    const CoreId key = law_key(node.entries[0].key, declared);
    const CoreId probability = numeric_value(*node.entries[0].value, kWhat);
    return add(span, law_of(scalar(key)), KeyedOver{key, probability, std::move(over)});
  }
  std::vector<CoreId> keys;
  std::vector<CoreId> probabilities;
  for (const syntax::Braces::Entry& entry : node.entries) {
    keys.push_back(law_key(entry.key, declared));
    probabilities.push_back(numeric_value(*entry.value, kWhat));
  }
  const Scalar common = unify(keys, span, declared, "the values of the distribution");
  KeyedLaw result;
  for (std::size_t i = 0; i < keys.size(); ++i) result.entries.emplace_back(keys[i], probabilities[i]);
  return add(span, law_of(common), std::move(result));
}

CoreId Checker::uniform(const syntax::Call& node, Span span, const Scalar* declared) {
  require_arguments(node, span, 1, 1);
  const syntax::ExprId argument = strip(node.arguments[0].value);
  const auto* braces = std::get_if<syntax::Braces>(&tree()[argument].node);
  if (braces != nullptr && braces->comprehension && !braces->entries[0].value) {
    const Frame frame(*this);
    Iteration over = iteration(*braces->comprehension);
    const CoreId element = law_key(braces->entries[0].key, declared);
    return add(span, law_of(scalar(element)), UniformOver{element, std::move(over)});
  }
  const CoreId over = set(argument, declared);
  if (core(over).type.shape == Type::Shape::Variables) {
    throw Fault(error(Code::Type, core(over).span, "`uniform` takes a set of values, not variables"));
  }
  return add(span, law_of(scalar(over)), UniformLaw{over});
}

/// A call of the prelude's distributions, if it is one.
std::optional<CoreId> Checker::distribution(const syntax::Call& node, Span span, const Scalar* declared) {
  const std::string& callee = node.callee.text;
  CoreId result;
  if (callee == "bernoulli") {
    require_arguments(node, span, 1, 1);
    result = add(span, law_of(boolean()), Bernoulli{numeric_value(node.arguments[0].value, "a probability")});
  } else if (callee == "uniform") {
    result = uniform(node, span, declared);
  } else if (callee == "binomial") {
    require_arguments(node, span, 2, 2);
    const CoreId n = numeric_value(node.arguments[0].value, "the number of trials");
    result =
        add(span, law_of(number()), BinomialLaw{n, numeric_value(node.arguments[1].value, "a probability")});
  } else if (callee == "hypergeometric") {
    require_arguments(node, span, 3, 3);
    const CoreId population = numeric_value(node.arguments[0].value, "the population");
    const CoreId successes = numeric_value(node.arguments[1].value, "the number of successes");
    const CoreId draws = numeric_value(node.arguments[2].value, "the number of draws");
    result = add(span, law_of(number()), HypergeometricLaw{population, successes, draws});
  } else if (callee == "normalize") {
    require_arguments(node, span, 1, 1);
    const CoreId inner = law(node.arguments[0].value, declared);
    result = add(span, law_of(scalar(inner)), NormalizeLaw{inner});
  } else {
    return std::nullopt;
  }
  const Scalar& given = scalar(result);
  const bool converts = declared == nullptr || given == *declared || (given.numeric() && declared->numeric());
  if (converts) return result;
  throw Fault(
      error(Code::Type, span,
            quote(callee) + " gives " + describe(given) + ", where " + describe(*declared) + " is declared"));
}

}  // namespace causeway::sema
