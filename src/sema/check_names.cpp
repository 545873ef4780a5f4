// SPDX-License-Identifier: MIT
// What a name means (grammar/README.md, section 3): in this order what a `for`, `let`, `fn` or `estimand`
// binds; where a type is expected, a label of it; a variable, constant or query; a label that exactly one
// type in scope has.
#include <algorithm>

#include "sema/checker.hpp"
#include "support/text.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;

CoreId Checker::add(Span span, Type type, CoreNode node) {
  session_.budget.spend();
  session_.budget.hold(sizeof(Core));
  return session_.cores.push_back({span, std::move(type), std::move(node)});
}

CoreId Checker::declare_local(const std::string& name, Span span, Type type) {
  const SlotId id = new_slot();
  locals_.push_back({name, id, type, span});
  return add(span, std::move(type), SlotValue{id});
}

const Checker::Local* Checker::find_local(const std::string& text) const {
  for (std::size_t i = locals_.size(); i > hidden_; --i) {
    if (locals_[i - 1].name == text) return &locals_[i - 1];
  }
  return nullptr;
}

std::optional<Entity> Checker::find_entity(const std::string& text) const {
  const auto found = scope().names.find(text);
  if (found == scope().names.end()) return std::nullopt;
  return found->second;
}

void Checker::require_distinct(const std::vector<syntax::Identifier>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (names[i].text != names[k].text) continue;
      throw Fault(error(Code::Name, names[i].span, quote(names[i].text) + " is bound twice in one list")
                      .with_note(names[k].span, "first bound here"));
    }
  }
}

void Checker::demand(const Entity& entity) const {
  if (session_.demand) session_.demand(entity);
}

syntax::ExprId Checker::strip(syntax::ExprId expr) const {
  while (const auto* group = std::get_if<syntax::Group>(&tree()[expr].node)) expr = group->inner;
  return expr;
}

bool Checker::is_bare_name(syntax::ExprId expr) const {
  return std::holds_alternative<syntax::Name>(tree()[strip(expr)].node);
}

CoreId Checker::slot(const Local& local, Span span, const Scalar* expected) {
  // A label passed to a function as a bare name takes its type where it is used.
  const CoreId id = add(span, local.type, SlotValue{local.slot});
  return local.type.scalar.kind == Scalar::Kind::Name ? settle(id, expected) : id;
}

std::optional<CoreId> Checker::expected_label(const std::string& text, Span span, const Scalar* expected) {
  if (expected == nullptr || expected->kind != Scalar::Kind::Label) return std::nullopt;
  const auto place = model_.labels.find(expected->labels, text);
  if (!place) return std::nullopt;
  return add(span, value_of(*expected), LabelValue{expected->labels, *place});
}

CoreId Checker::entity(const Entity& entity, const std::string& text, Span span) {
  demand(entity);
  switch (entity.kind) {
    case Entity::Kind::Domain: {
      const DomainDeclId id(entity.index);
      return add(span, set_of(model_.domains[id].scalar), DomainSet{id});
    }
    case Entity::Kind::Constant: {
      const ConstantId id(entity.index);
      return add(span, model_.constants[id].type, ConstantValue{id});
    }
    case Entity::Kind::Family: {
      if (place_ == Place::Query) {
        throw Fault(
            error(Code::Type, span, quote(text) + " is a variable; outside a term it has no value")
                .with_hint("ask for `P(" + text + " = …)`, `E(" + text + ")` or `dist(" + text + ")`"));
      }
      const FamilyId id(entity.index);
      const Family& family = model_.families[id];
      const Type type = family.rank == 0 ? value_of(family.scalar)
                                         : Type{Type::Shape::Variables, family.scalar, family.rank};
      return add(span, type, VariableValue{id, {}});
    }
    case Entity::Kind::Query:
      return query_reference(QueryId(entity.index), {}, span);
    case Entity::Kind::Function:
    case Entity::Kind::Extern:
      break;
  }
  throw Fault(error(Code::Type, span, quote(text) + " is a function; call it: " + quote(text + "(…)")));
}

/// What a `for`, `let`, `fn` or `estimand` binds.
std::optional<CoreId> Checker::bound_name(const std::string& text, Span span, const Scalar* expected) {
  const Local* local = find_local(text);
  if (local == nullptr) return std::nullopt;
  return slot(*local, span, expected);
}

/// A name that can stand for a value where one stands: that of a function, an array's type or, outside
/// queries, a query cannot, and does not hide a label.
bool Checker::names_value(const std::string& text) const {
  const auto found = find_entity(text);
  if (!found) return false;
  switch (found->kind) {
    case Entity::Kind::Constant:
    case Entity::Kind::Family:
      return true;
    case Entity::Kind::Query:
      return place_ == Place::Query;
    case Entity::Kind::Function:
      return place_ == Place::Query && model_.functions[FunctionId(found->index)].estimand;
    case Entity::Kind::Domain:
    case Entity::Kind::Extern:
      break;
  }
  return false;
}

std::optional<CoreId> Checker::declared_name(const std::string& text, Span span) {
  const auto found = find_entity(text);
  if (!found) return std::nullopt;
  // An estimand without arguments may be named like a query.
  if (found->kind == Entity::Kind::Function && model_.functions[FunctionId(found->index)].estimand &&
      place_ == Place::Query) {
    const syntax::Call no_arguments{{text, span}, {}, std::nullopt, false, {}};
    return call_function(FunctionId(found->index), no_arguments, span, nullptr, std::nullopt);
  }
  return entity(*found, text, span);
}

CoreId Checker::name(const std::string& text, Span span, const Scalar* expected) {
  if (const auto bound = bound_name(text, span, expected)) return *bound;
  if (const auto known = expected_label(text, span, expected)) return *known;
  const auto has_label = [&](LabelSetId id) { return model_.labels.find(id, text).has_value(); };
  const std::vector<LabelSetId>& sets = scope().label_sets;
  if (names_value(text) || std::none_of(sets.begin(), sets.end(), has_label)) {
    if (const auto declared = declared_name(text, span)) return *declared;
  }
  return free_label(text, span, expected);
}

/// A label that exactly one type in scope has.
CoreId Checker::free_label(const std::string& text, Span span, const Scalar* expected) {
  std::vector<LabelSetId> having;
  for (const LabelSetId id : scope().label_sets) {
    if (model_.labels.find(id, text)) having.push_back(id);
  }
  if (having.empty()) unknown_name(text, span, expected);
  if (having.size() == 1) {
    const Scalar type = label(having[0]);
    return add(span, value_of(type), LabelValue{having[0], *model_.labels.find(having[0], text)});
  }
  std::vector<std::string> types;
  for (const LabelSetId id : having) types.push_back(quote(model_.labels.describe(id)));
  auto report = error(Code::Name, span,
                      quote(text) + " is a label of several types: " + support::join_choices(types, " and "));
  std::vector<std::string> full;
  for (const LabelSetId id : having) {
    if (!model_.labels.name(id).empty()) full.push_back(quote(model_.labels.name(id) + "." + text));
  }
  if (!full.empty()) report.hint = "say which: " + support::join_choices(full);
  throw Fault(report);
}

void Checker::unknown_name(const std::string& text, Span span, const Scalar* expected) {
  std::vector<std::string> candidates;
  if (expected != nullptr && expected->kind == Scalar::Kind::Label) {
    candidates = model_.labels.labels(expected->labels);
    std::string likely = support::closest(text, candidates);
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(candidates.size(), 8); ++i)
      shown.push_back(quote(candidates[i]));
    if (candidates.size() > 8) shown.emplace_back("…");
    throw Fault(error(Code::Name, span,
                      "unknown name " + quote(text) + "; the labels of " +
                          model_.labels.describe(expected->labels) + " are " +
                          support::join_choices(shown, ", "))
                    .with_hint(likely.empty() ? "" : "did you mean " + quote(likely) + "?"));
  }
  for (std::size_t i = hidden_; i < locals_.size(); ++i) candidates.push_back(locals_[i].name);
  for (const auto& [known, ignored] : scope().names) candidates.push_back(known);
  for (const LabelSetId id : scope().label_sets) {
    candidates.insert(candidates.end(), model_.labels.labels(id).begin(), model_.labels.labels(id).end());
  }
  std::sort(candidates.begin(), candidates.end());
  const std::string likely = support::closest(text, candidates);
  throw Fault(error(Code::Name, span, "unknown name " + quote(text))
                  .with_hint(likely.empty() ? "" : "did you mean " + quote(likely) + "?"));
}

/// Gives a bare label its type: the one expected, or the only one in scope that has it.
CoreId Checker::settle(CoreId value, const Scalar* expected) {
  const Core node = core(value);
  if (!node.type.is_value() || node.type.scalar.kind != Scalar::Kind::Name) return value;
  const std::string text = node.type.scalar.name;
  if (const auto known = expected_label(text, node.span, expected)) return *known;
  return free_label(text, node.span, expected);
}

CoreId Checker::qualified(const syntax::Qualified& node, Span span) {
  const auto found = find_entity(node.type.text);
  if (!found || found->kind != Entity::Kind::Domain) {
    std::vector<std::string> types;
    for (const auto& [known, entity] : scope().names) {
      if (entity.kind == Entity::Kind::Domain) types.push_back(known);
    }
    std::sort(types.begin(), types.end());
    const std::string likely = support::closest(node.type.text, types);
    throw Fault(
        error(Code::Name, node.type.span, quote(node.type.text) + " is no type")
            .with_hint(likely.empty() ? "" : "did you mean " + quote(likely + "." + node.label.text) + "?"));
  }
  demand(*found);
  const Scalar type = model_.domains[DomainDeclId(found->index)].scalar;
  if (type.kind != Scalar::Kind::Label) {
    throw Fault(error(Code::Type, span, quote(node.type.text) + " has no labels: its values are numbers"));
  }
  if (const auto known = expected_label(node.label.text, span, &type)) return *known;
  unknown_name(node.label.text, node.label.span, &type);
}

// ---- indices ----

CoreId Checker::index(const syntax::Index& node, Span span) {
  const syntax::ExprId base = strip(node.base);
  if (const auto* name = std::get_if<syntax::Name>(&tree()[base].node);
      name != nullptr && find_local(name->text) == nullptr) {
    const auto found = find_entity(name->text);
    if (found && found->kind == Entity::Kind::Query) {
      const QueryDef& query = model_.queries[QueryId(found->index)];
      std::vector<CoreId> indices;
      for (std::size_t i = 0; i < node.indices.size(); ++i) {
        const Scalar* expected =
            i < query.indices.indices.size() ? &scalar(query.indices.indices[i].set) : nullptr;
        indices.push_back(value(node.indices[i], expected));
      }
      return query_reference(QueryId(found->index), std::move(indices), span);
    }
    if (found && found->kind == Entity::Kind::Family) {
      demand(*found);
      const FamilyId id(found->index);
      const Family& family = model_.families[id];
      if (place_ == Place::Query) entity(*found, name->text, span);  // throws
      return indexed(
          add(tree()[base].span, {Type::Shape::Variables, family.scalar, family.rank}, VariableValue{id, {}}),
          node.indices, span);
    }
  }
  return indexed(anything(node.base), node.indices, span);
}

std::vector<IndexValue> Checker::index_values(const std::vector<syntax::ExprId>& indices) {
  std::vector<IndexValue> result;
  for (const syntax::ExprId one : indices) {
    if (std::holds_alternative<syntax::Wildcard>(tree()[strip(one)].node)) {
      result.push_back({});
      continue;
    }
    const CoreId index = value(one);
    if (scalar(index).kind == Scalar::Kind::Bool) {
      throw Fault(error(Code::Type, tree()[one].span, "an index is a number or a label, not a bool")
                      .with_hint("write `if … then 1 else 2` for a choice"));
    }
    result.push_back({index});
  }
  return result;
}

CoreId Checker::indexed(CoreId base, const std::vector<syntax::ExprId>& indices, Span span) {
  const Type type = core(base).type;
  const bool list = type.shape == Type::Shape::Variables;
  if (!list && type.shape != Type::Shape::Array) {
    throw Fault(error(Code::Type, span, "only families and arrays have indices; this is " + describe(type)));
  }
  std::vector<IndexValue> values = index_values(indices);
  const auto wildcards = static_cast<std::size_t>(std::count_if(
      values.begin(), values.end(), [](const IndexValue& one) { return !one.expr.has_value(); }));
  if (values.size() > type.rank) {
    const std::string noun = list ? "the family has " : "the array has ";
    throw Fault(error(Code::Type, span, "too many indices: " + noun + support::count_of(type.rank, "index")));
  }
  if (!list && wildcards > 0) {
    throw Fault(error(Code::Type, span, "`_` stands for every member of a family, not of an array")
                    .with_hint("leave trailing indices out for a sub-array"));
  }
  const std::size_t left = type.rank - values.size() + wildcards;
  const Type result{left == 0 ? Type::Shape::Value : type.shape, type.scalar, left};
  if (const auto* variable = std::get_if<VariableValue>(&core(base).node);
      variable != nullptr && variable->indices.empty()) {
    return add(span, result, VariableValue{variable->family, std::move(values)});
  }
  return add(span, result, ElementValue{base, std::move(values)});
}

CoreId Checker::query_reference(QueryId id, std::vector<CoreId> indices, Span span) {
  const QueryDef& query = model_.queries[id];
  if (place_ != Place::Query) {
    const bool inside = in_term_ || place_ == Place::Term || place_ == Place::Intervention;
    throw Fault(error(inside ? Code::Syntax : Code::Type, span,
                      quote(query.name) + (inside ? " is a query: a term may not stand inside a term"
                                                  : " is a query; a mechanism cannot depend on it")));
  }
  demand({Entity::Kind::Query, id.value, {}});
  if (query.error) throw Fault(support::Report(*query.error).with_note(span, "needed here"));
  if (indices.size() != query.indices.indices.size()) {
    throw Fault(error(Code::Type, span,
                      quote(query.name) + " has " + support::count_of(query.indices.indices.size(), "index") +
                          ", not " + std::to_string(indices.size())));
  }
  return add(span, core(query.body).type, QueryValue{id, std::move(indices)});
}

}  // namespace causeway::sema
