// SPDX-License-Identifier: MIT
// Sets to iterate over, to look into, or to be a domain.
#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "sema/checker.hpp"
#include "support/text.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;

/// Whether an expression names variables: a family, part of one, or a list of variables.
bool Checker::names_variables(syntax::ExprId expr) const {
  const syntax::Node& node = tree()[strip(expr)].node;
  if (const auto* name = std::get_if<syntax::Name>(&node)) {
    const auto found = find_local(name->text) == nullptr ? find_entity(name->text) : std::nullopt;
    return found && found->kind == Entity::Kind::Family;
  }
  if (const auto* index = std::get_if<syntax::Index>(&node)) return names_variables(index->base);
  const auto* braces = std::get_if<syntax::Braces>(&node);
  if (braces == nullptr || braces->entries.empty()) return false;
  return std::all_of(braces->entries.begin(), braces->entries.end(),
                     [&](const syntax::Braces::Entry& entry) { return names_variables(entry.key); });
}

CoreId Checker::variables_or_value(syntax::ExprId expr, const Scalar* expected) {
  const Frame frame(*this);
  // A query may run over variables, though it cannot ask for their values.
  if (place_ == Place::Query && names_variables(expr)) place_ = Place::Term;
  return anything(expr, expected);
}

CoreId Checker::set(syntax::ExprId expr, const Scalar* expected) {
  const CoreId result = variables_or_value(expr, expected);
  const Type& type = core(result).type;
  if (type.shape == Type::Shape::Set || type.shape == Type::Shape::Variables) return result;
  const Span span = tree()[expr].span;
  // One variable is a list of one: mediators may be one variable or a set.
  const CoreNode& node = core(result).node;
  const bool variable = std::holds_alternative<VariableValue>(node) ||
                        std::holds_alternative<SlotValue>(node) || std::holds_alternative<ElementValue>(node);
  if (type.is_value() && variable) {
    return add(span, {Type::Shape::Variables, type.scalar, 0}, ListSet{{result}});
  }
  throw Fault(error(Code::Type, span, "a set is expected here, not " + describe(type))
                  .with_hint("a set is `lo..hi`, `{…}`, the name of a type, `domain(x)` or a family"));
}

CoreId Checker::range_set(const syntax::Range& node, Span span) {
  static constexpr std::string_view kWhat = "an end of a range";
  const CoreId lo = numeric_value(node.lo, kWhat);
  const CoreId hi = numeric_value(node.hi, kWhat);
  RangeSet result{lo, hi, std::nullopt};
  if (node.step) result.step = numeric_value(*node.step, "the step of a range");
  return add(span, set_of(number()), result);
}

/// {a, b}: values, or variables where each element is one (and no type of values is expected).
CoreId Checker::braces_set(const syntax::Braces& node, Span span, const Scalar* expected) {
  const auto keyed = [](const syntax::Braces::Entry& entry) { return entry.value.has_value(); };
  if (std::any_of(node.entries.begin(), node.entries.end(), keyed)) {
    throw Fault(error(Code::Type, span, "this is a distribution; a set has no probabilities"));
  }
  if (node.comprehension) {
    throw Fault(
        error(Code::Type, span,
              "a set is listed or a range; `for` in braces stands in `uniform({… for …})` and in laws")
            .with_hint("iterate over the set itself and put the condition behind `if`"));
  }
  if (node.entries.empty()) return add(span, set_of(expected == nullptr ? number() : *expected), ListSet{});
  ListSet result;
  bool variables = expected == nullptr;
  for (const syntax::Braces::Entry& entry : node.entries) {
    const CoreId element = settle(anything(entry.key, expected), expected);
    const CoreNode& kind = core(element).node;
    const bool variable = std::holds_alternative<VariableValue>(kind) ||
                          core(element).type.shape == Type::Shape::Variables ||
                          (std::holds_alternative<SlotValue>(kind) && place_ == Place::Term);
    variables = variables && variable;
    result.elements.push_back(element);
  }
  if (variables) {
    // Bools and numbers are read as numbers. Others may differ too: as targets, or as columns.
    Scalar common = scalar(result.elements[0]);
    for (const CoreId element : result.elements) {
      if (scalar(element) == common || !scalar(element).known()) continue;
      const bool numbers = common.numeric() && scalar(element).numeric();
      common = !common.known() ? scalar(element) : numbers ? number() : Scalar{Scalar::Kind::Mixed, {}, {}};
    }
    return add(span, {Type::Shape::Variables, common, 0}, std::move(result));
  }
  for (const CoreId element : result.elements) {
    if (core(element).type.is_value()) continue;
    throw Fault(
        error(Code::Type, core(element).span, "a set holds values; this is " + describe(core(element).type)));
  }
  const Scalar common = unify(result.elements, span, expected, "the elements of the set");
  return add(span, set_of(common), std::move(result));
}

// ---- domains of declarations ----

CoreId Checker::labels_domain(const syntax::Braces& node, Span span) {
  std::vector<std::string> labels;
  if (node.comprehension) {
    throw Fault(error(Code::Domain, span, "a domain lists its labels one by one")
                    .with_hint("for numbers use a range: `lo..hi`, `lo..hi step s`"));
  }
  std::unordered_set<std::string_view> seen;
  for (const syntax::Braces::Entry& entry : node.entries) {
    if (entry.value) {
      throw Fault(error(Code::Domain, tree()[*entry.value].span, "a domain gives its values no probabilities")
                      .with_hint("the probabilities stand behind `~`"));
    }
    const auto* bare = std::get_if<syntax::Name>(&tree()[entry.key].node);
    if (bare == nullptr) {
      throw Fault(
          error(Code::Domain, tree()[entry.key].span, "a domain lists bare labels or numbers, not both")
              .with_hint("bare names in the braces of a domain are labels"));
    }
    if (!seen.insert(bare->text).second) {
      throw Fault(error(Code::Domain, tree()[entry.key].span,
                        "the label " + quote(bare->text) + " stands here twice"));
    }
    labels.push_back(bare->text);
  }
  const LabelSetId id = model_.labels.find_set(labels);
  return add(span, set_of(label(id)), LabelsSet{id});
}

CoreId Checker::domain(syntax::ExprId expr) {
  const syntax::ExprId inner = strip(expr);
  const Span span = tree()[inner].span;
  if (const auto* braces = std::get_if<syntax::Braces>(&tree()[inner].node)) {
    const auto is_name = [&](const syntax::Braces::Entry& entry) {
      return std::holds_alternative<syntax::Name>(tree()[entry.key].node);
    };
    if (braces->entries.empty()) throw Fault(error(Code::Domain, span, "a domain has at least one value"));
    if (std::any_of(braces->entries.begin(), braces->entries.end(), is_name))
      return labels_domain(*braces, span);
  }
  if (const auto* bare = std::get_if<syntax::Name>(&tree()[inner].node)) {
    const auto found = find_entity(bare->text);
    if (!found || found->kind != Entity::Kind::Domain) {
      std::vector<std::string> types;
      for (const auto& [known, candidate] : scope().names) {
        if (candidate.kind == Entity::Kind::Domain) types.push_back(known);
      }
      std::sort(types.begin(), types.end());
      const std::string likely = support::closest(bare->text, types);
      throw Fault(error(Code::Name, span, "unknown type " + quote(bare->text))
                      .with_hint(likely.empty()
                                     ? "a domain is `bool`, `lo..hi`, `{a, b}` or the name of a type"
                                     : "did you mean " + quote(likely) + "?"));
    }
  }
  const CoreId result = anything(inner);
  const Type& type = core(result).type;
  const CoreNode& node = core(result).node;
  const bool form = std::holds_alternative<RangeSet>(node) || std::holds_alternative<ListSet>(node) ||
                    std::holds_alternative<DomainSet>(node);
  if (type.shape != Type::Shape::Set || !form) {
    throw Fault(error(Code::Domain, span, "a domain is expected here, not " + describe(type))
                    .with_hint("a domain is `bool`, `lo..hi`, `{a, b}` or the name of a type"));
  }
  if (std::holds_alternative<ListSet>(node) && type.scalar.kind != Scalar::Kind::Number) {
    throw Fault(
        error(Code::Domain, span, "a domain lists labels by their bare names, or numbers; bools are `bool`"));
  }
  return result;
}

}  // namespace causeway::sema
