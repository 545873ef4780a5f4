// SPDX-License-Identifier: MIT
// Checks each declaration once, in dependency order, and gives families without a declared domain their type.
// Families that refer to themselves, or to each other, are inferred in rounds: first what their types are,
// then their expressions.
#include "sema/declarations.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>

#include "sema/dependencies.hpp"
#include "sema/modules.hpp"
#include "support/text.hpp"
#include "syntax/parser.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;
using support::Report;

IndicesDef Checker::indices(const syntax::Indices& indices) {
  IndicesDef result;
  std::vector<syntax::Identifier> names;
  for (const syntax::IndexSpec& spec : indices.specs) {
    if (spec.binder) names.push_back(*spec.binder);
  }
  require_distinct(names);
  for (const syntax::IndexSpec& spec : indices.specs) {
    if (!spec.binder) {
      const CoreId index = value(spec.set);
      if (scalar(index).kind == Scalar::Kind::Bool) {
        throw Fault(error(Code::Type, tree()[spec.set].span, "an index is a number or a label, not a bool"));
      }
      result.indices.push_back({std::nullopt, "", index});
      continue;
    }
    const CoreId over = set(spec.set);
    if (core(over).type.shape != Type::Shape::Set || scalar(over).kind == Scalar::Kind::Bool) {
      throw Fault(error(Code::Type, tree()[spec.set].span, "the indices of a family are numbers or labels"));
    }
    const CoreBinder bound = binder(spec.binder->text, spec.binder->span, over);
    result.indices.push_back({bound.slot, spec.binder->text, over});
  }
  if (indices.condition) result.condition = boolean_value(*indices.condition, "the condition behind `if`");
  return result;
}

namespace {

enum class State { Pending, Active, Done, Failed };

class Builder {
 public:
  Builder(CheckedModel& model, const Sites& sites, std::vector<Report>& errors, support::Budget& budget)
      : model_(model), sites_(sites), errors_(errors), session_{model.sources,
                                                                model.cores,
                                                                model.slots,
                                                                model.specialisations,
                                                                nullptr,
                                                                &model.warnings,
                                                                budget,
                                                                [this](const Entity& entity) { demand(entity); }} {}

  void build();

 private:
  using Key = std::pair<Entity::Kind, std::uint32_t>;

  void settings();
  void setting(const syntax::Declaration& declaration, Scope& scope, bool root);
  void group(const EntityGroup& group);
  void demand(const Entity& entity);
  /// Runs a check; an error is reported and marks the entity as failed.
  template <typename Check>
  void guarded(const Entity& entity, Check check);
  State& state(const Entity& entity) { return states_[{entity.kind, entity.index}]; }
  Checker checker(const Site& site, Checker::Place place) {
    const LoadedModule& module = model_.modules[site.module];
    return Checker(model_, session_, *module.tree, module.scope, place);
  }
  void check(const Entity& entity);
  void check_domain(DomainDeclId id);
  void check_constant(ConstantId id);
  void check_extern(ExternId id);
  void check_family(FamilyId id, bool final_round);
  Clause clause(const Site& site, const Scalar& known);
  Coupling coupling_of(const syntax::VariableDecl& node, const Scope& scope) const;
  void infer(const std::vector<Entity>& families);
  void queries();
  void query(QueryId id);

  CheckedModel& model_;
  const Sites& sites_;
  std::vector<Report>& errors_;
  Session session_;
  std::map<Key, State> states_;
};

Coupling coupling_named(const syntax::Identifier& name) {
  if (name.text == "quantile") return Coupling::Quantile;
  if (name.text == "independent") return Coupling::Independent;
  throw Fault(error(Code::Syntax, name.span, "unknown coupling " + quote(name.text))
                  .with_hint("couplings are `quantile` and `independent`"));
}

// ---- settings of a file ----

void Builder::setting(const syntax::Declaration& declaration, Scope& scope, bool root) {
  if (const auto* name = std::get_if<syntax::ModelDecl>(&declaration.node)) {
    if (root) model_.name = name->name.text;
  } else if (const auto* coupling = std::get_if<syntax::CouplingDecl>(&declaration.node)) {
    scope.default_coupling = coupling_named(coupling->coupling);
  }
}

/// The model's name and the default couplings.
void Builder::settings() {
  for (std::size_t m = 0; m < model_.modules.size(); ++m) {
    LoadedModule& module = model_.modules[ModuleId(m)];
    std::set<std::size_t> seen;
    for (const syntax::Declaration& one : module.tree->declarations) {
      try {
        setting(one, module.scope, m == 0);
        const bool once = std::holds_alternative<syntax::ModelDecl>(one.node) ||
                          std::holds_alternative<syntax::CouplingDecl>(one.node);
        if (once && !seen.insert(one.node.index()).second) {
          throw Fault(error(Code::Name, one.span, "this is declared twice in one file"));
        }
      } catch (const Fault& fault) {
        if (errors_.size() < support::kMostErrors) errors_.push_back(fault.report());
      }
    }
  }
}

// ---- declarations, one by one ----

template <typename Check>
void Builder::guarded(const Entity& entity, Check check) {
  state(entity) = State::Active;
  try {
    check();
    state(entity) = State::Done;
  } catch (const Fault& fault) {
    state(entity) = State::Failed;
    if (errors_.size() < support::kMostErrors) errors_.push_back(fault.report());
  } catch (const support::Poisoned&) {
    state(entity) = State::Failed;
  }
}

/// Before a declaration's facts are used: checks it if it was not, refuses what failed and constants that run
/// in circles.
void Builder::demand(const Entity& entity) {
  if (entity.kind == Entity::Kind::Function) return;
  if (state(entity) == State::Pending) check(entity);
  if (state(entity) == State::Failed) throw support::Poisoned();
  if (state(entity) == State::Done || entity.kind == Entity::Kind::Family) return;
  if (entity.kind == Entity::Kind::Constant) {
    const ConstantDef& constant = model_.constants[ConstantId(entity.index)];
    throw Fault(error(Code::Cycle, constant.span, quote(constant.name) + " is defined by itself"));
  }
  if (entity.kind == Entity::Kind::Domain) {
    const DomainDef& domain = model_.domains[DomainDeclId(entity.index)];
    throw Fault(error(Code::Cycle, domain.span, quote(domain.name) + " is defined by itself"));
  }
}

void Builder::check(const Entity& entity) {
  guarded(entity, [&] {
    switch (entity.kind) {
      case Entity::Kind::Domain:
        return check_domain(DomainDeclId(entity.index));
      case Entity::Kind::Constant:
        return check_constant(ConstantId(entity.index));
      case Entity::Kind::Extern:
        return check_extern(ExternId(entity.index));
      case Entity::Kind::Family:
        return check_family(FamilyId(entity.index), true);
      case Entity::Kind::Function:
      case Entity::Kind::Query:
        break;
    }
  });
}

void Builder::check_domain(DomainDeclId id) {
  DomainDef& domain = model_.domains[id];
  const Site& site = sites_.domains[id];
  if (site.declaration == nullptr) return;  // bool
  if (const auto* node = std::get_if<syntax::EnumDecl>(&site.declaration->node)) {
    std::vector<std::string> labels;
    std::unordered_set<std::string_view> seen;
    for (const syntax::Identifier& one : node->labels) {
      if (!seen.insert(one.text).second) {
        throw Fault(error(Code::Name, one.span, "the label " + quote(one.text) + " is declared twice"));
      }
      labels.push_back(one.text);
    }
    const LabelSetId set = model_.labels.find_set(labels);
    domain.scalar = label(set);
    domain.set = model_.cores.push_back({node->name.span, set_of(domain.scalar), LabelsSet{set}});
    return;
  }
  domain.set = checker(site, Checker::Place::Declaration)
                   .domain(std::get<syntax::TypeDecl>(site.declaration->node).domain);
  domain.scalar = model_.cores[domain.set].type.scalar;
}

void Builder::check_constant(ConstantId id) {
  const Site& site = sites_.constants[id];
  const auto& node = std::get<syntax::ConstantDecl>(site.declaration->node);
  Checker checks = checker(site, Checker::Place::Declaration);
  ConstantDef& constant = model_.constants[id];
  if (node.indices && node.parameter) {
    throw Fault(error(Code::Syntax, node.name.span, "a parameter has no indices")
                    .with_hint("make it an array: `param p = [1/2, 1/3]`"));
  }
  if (node.indices) constant.indices = checks.indices(*node.indices);
  if (node.domain) constant.domain = checks.domain(*node.domain);
  const Scalar expected = constant.domain ? model_.cores[*constant.domain].type.scalar : Scalar();
  constant.value = checks.constant(node.value, constant.domain ? &expected : nullptr);
  const Type type = model_.cores[constant.value].type;
  model_.constant_order.push_back(id);
  if (!node.indices) {
    constant.type = type;
    return;
  }
  if (!type.is_value()) {
    throw Fault(error(Code::Type, node.name.span, "an indexed constant holds values, not arrays")
                    .with_hint("add an index"));
  }
  constant.type = {Type::Shape::Array, type.scalar, node.indices->specs.size()};
}

void Builder::check_extern(ExternId id) {
  const Site& site = sites_.externs[id];
  const auto& node = std::get<syntax::ExternDecl>(site.declaration->node);
  Checker checks = checker(site, Checker::Place::Declaration);
  ExternDef& callee = model_.externs[id];
  for (const syntax::ExprId one : node.parameters) {
    callee.domains.push_back(checks.domain(one));
    callee.scalars.push_back(model_.cores[callee.domains.back()].type.scalar);
  }
  callee.result = checks.domain(node.result);
  callee.result_scalar = model_.cores[callee.result].type.scalar;
}

// ---- families ----

Coupling Builder::coupling_of(const syntax::VariableDecl& node, const Scope& scope) const {
  if (node.noise && !node.stochastic) {
    throw Fault(error(Code::Syntax, node.name.span, "noise has a distribution, not a mechanism")
                    .with_hint("write `noise u ~ …`, or `var`"));
  }
  if (!node.coupling) return node.stochastic && !node.noise ? scope.default_coupling : Coupling::None;
  if (node.noise)
    throw Fault(
        error(Code::Syntax, node.coupling->span, "noise has no coupling: it is the same in every world"));
  if (!node.stochastic) {
    throw Fault(error(Code::Syntax, node.coupling->span,
                      "a mechanism needs no coupling: it says itself what happens in every world"));
  }
  return coupling_named(*node.coupling);
}

/// Checks one clause of a family of the type known so far.
Clause Builder::clause(const Site& site, const Scalar& known) {
  const auto& node = std::get<syntax::VariableDecl>(site.declaration->node);
  Checker checks = checker(site, Checker::Place::Declaration);
  Clause result{site.declaration->span,
                node.name.span,
                {},
                std::nullopt,
                {},
                node.stochastic,
                coupling_of(node, model_.modules[site.module].scope),
                site.declaration->documentation};
  if (node.indices) result.indices = checks.indices(*node.indices);
  Scalar type = known;
  if (node.domain) {
    result.domain = checks.domain(*node.domain);
    type = model_.cores[*result.domain].type.scalar;
  }
  const Scalar* expected = type.known() ? &type : nullptr;
  if (node.stochastic) {
    result.mechanism = checks.law(node.mechanism, result.domain ? expected : nullptr);
  } else {
    result.mechanism =
        result.domain ? checks.assigned(node.mechanism, type) : checks.value(node.mechanism, expected);
  }
  return result;
}

void Builder::check_family(FamilyId id, bool final_round) {
  Family& family = model_.families[id];
  std::vector<Clause> clauses;
  for (const Site& site : sites_.families[id]) {
    clauses.push_back(clause(site, family.scalar));
    const Clause& one = clauses.back();
    const Scalar type = model_.cores[one.domain ? *one.domain : one.mechanism].type.scalar;
    if (!family.scalar.known()) family.scalar = type;
    if (type.known() && type != family.scalar) {
      throw Fault(error(Code::Type, model_.cores[one.mechanism].span,
                        quote(family.name) + " is " + describe(family.scalar, model_.labels) +
                            " in one place and " + describe(type, model_.labels) + " here")
                      .with_note(family.span, "declared here"));
    }
  }
  if (!final_round) return;
  if (!family.scalar.known()) {
    if (family.rank == 0)
      throw Fault(error(Code::Cycle, family.span, quote(family.name) + " is defined only by itself"));
    throw Fault(
        error(Code::Type, family.span,
              "the type of " + quote(family.name) + " cannot be inferred: it is defined only by itself")
            .with_hint("declare its domain: `var " + family.name + " : bool …`"));
  }
  family.clauses = std::move(clauses);
}

/// The types of families that refer to each other: rounds of checking, of which only the types found are
/// kept.
void Builder::infer(const std::vector<Entity>& families) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Entity& one : families) {
      const FamilyId id(one.index);
      if (model_.families[id].scalar.known() || state(one) == State::Failed) continue;
      std::vector<Report>* const warnings = session_.warnings;
      std::vector<Report> dropped;
      session_.warnings = &dropped;
      guarded(one, [&] { check_family(id, false); });
      session_.warnings = warnings;
      if (state(one) != State::Failed) state(one) = State::Active;
      changed = changed || model_.families[id].scalar.known();
    }
  }
}

void Builder::group(const EntityGroup& group) {
  if (!group.recursive) {
    if (state(group.members[0]) == State::Pending) check(group.members[0]);
    return;
  }
  std::vector<Entity> families;
  for (const Entity& one : group.members) {
    if (one.kind == Entity::Kind::Family) families.push_back(one);
  }
  for (const Entity& one : families) state(one) = State::Active;
  for (const Entity& one : group.members) {
    if (one.kind != Entity::Kind::Family && state(one) == State::Pending) check(one);
  }
  infer(families);
  for (const Entity& one : families) {
    if (state(one) != State::Failed) check(one);
  }
}

// ---- queries ----

void Builder::query(QueryId id) {
  const Site& site = sites_.queries[id];
  Checker checks = checker(site, Checker::Place::Query);
  QueryDef& query = model_.queries[id];
  session_.warnings = &query.warnings;
  try {
    if (const auto* node = std::get_if<syntax::QueryDecl>(&site.declaration->node)) {
      if (node->indices) query.indices = checks.indices(*node->indices);
      query.body = checks.query(node->query);
    } else {
      query.body = checks.query(std::get<syntax::AssertDecl>(site.declaration->node).query);
    }
    const Type& type = model_.cores[query.body].type;
    const bool is_bool = type.is_value() && (type.scalar.kind == Scalar::Kind::Bool || !type.scalar.known());
    if (query.assertion && !is_bool) {
      throw Fault(
          error(Code::Type, query.span, "an assertion is a bool, not " + describe(type, model_.labels))
              .with_hint("compare: `assert P(a) == 1/2`"));
    }
    if (!query.indices.indices.empty() && !type.is_value()) {
      throw Fault(
          error(Code::Type, query.span, "an indexed query asks for one value per index, not for a table"));
    }
  } catch (const Fault& fault) {
    query.error = fault.report();
    query.body = CoreId();
  }
}

/// In file order: a query may use the names of earlier ones only.
void Builder::queries() {
  for (std::size_t i = 0; i < model_.queries.size(); ++i)
    state({Entity::Kind::Query, static_cast<std::uint32_t>(i), {}}) = State::Active;
  session_.demand = [this](const Entity& entity) {
    if (entity.kind != Entity::Kind::Query || state(entity) == State::Done) return;
    const QueryDef& query = model_.queries[QueryId(entity.index)];
    throw Fault(error(Code::Name, query.span,
                      quote(query.name) + " is used before it is asked; a query may use earlier ones only")
                    .with_hint("move it up"));
  };
  for (std::size_t i = 0; i < model_.queries.size(); ++i) {
    query(QueryId(i));
    state({Entity::Kind::Query, static_cast<std::uint32_t>(i), {}}) = State::Done;
  }
  session_.warnings = &model_.warnings;
}

void Builder::build() {
  settings();
  for (const EntityGroup& one : checking_order(model_, sites_)) {
    if (errors_.size() >= support::kMostErrors) break;
    group(one);
  }
  if (errors_.empty()) queries();
}

}  // namespace

CheckResult check_model(const std::string& file, const std::string& name, std::string text,
                        const Importer& importer, support::Budget& budget) {
  CheckResult result;
  auto model = std::make_shared<CheckedModel>();
  model->name = name;
  Sites sites;
  try {
    if (load_modules(*model, file, std::move(text), importer, budget, sites, result.errors))
      Builder(*model, sites, result.errors, budget).build();
  } catch (const support::Exhausted& exhausted) {
    result.errors = {support::report(exhausted, {})};
  }
  result.sources = model->sources;
  if (result.errors.empty()) result.model = std::move(model);
  return result;
}

CoreId check_parameter(const CheckedModel& model, ConstantId parameter, const std::string& text,
                       support::Budget& budget, support::SourceMap& sources, CoreStore& cores) {
  const ConstantDef& constant = model.constants[parameter];
  const support::FileId file = sources.add("<-D " + constant.name + ">", text);
  const syntax::Fragment fragment = syntax::parse_expression(sources, file, budget);
  std::uint32_t slots = model.slots;
  Specialisations specialisations;
  std::vector<Report> warnings;
  Session session{sources, cores, slots, specialisations, &model.specialisations, &warnings, budget, nullptr};
  Checker checker(model, session, fragment.module, model.modules[ModuleId(0)].scope,
                  Checker::Place::Declaration);
  const CoreId value = checker.constant(fragment.root, &constant.type.scalar, constant.domain.has_value());
  const Type given = cores[value].type;
  if (given.shape == constant.type.shape && given.rank == constant.type.rank &&
      given.scalar == constant.type.scalar)
    return value;
  throw Fault(error(Code::Type, cores[value].span,
                    quote(constant.name) + " is " + describe(constant.type, model.labels) + ", not " +
                        describe(given, model.labels))
                  .with_note(constant.span, "declared here"));
}

namespace {

Session session_of(const CheckedModel& model, support::Budget& budget, CheckedQuery& query) {
  return {query.sources,          query.cores,           query.slots, query.specialisations,
          &model.specialisations, &query.query.warnings, budget,      nullptr};
}

}  // namespace

void check_query(const CheckedModel& model, const std::string& file, std::string text,
                 support::Budget& budget, CheckedQuery& result) {
  const support::FileId id = result.sources.add(file, std::move(text));
  syntax::Fragment fragment = syntax::parse_expression(result.sources, id, budget);
  result.tree = std::make_shared<const syntax::Module>(std::move(fragment.module));
  result.query.span = (*result.tree)[fragment.root].span;
  result.query.text = support::fold_white_space(result.sources.file(id).text);
  result.query.assertion = false;
  Session session = session_of(model, budget, result);
  Checker checks(model, session, *result.tree, model.modules[ModuleId(0)].scope, Checker::Place::Query);
  result.query.body = checks.query(fragment.root);
}

void check_given(const CheckedModel& model, const std::string& file, const std::string& text,
                 support::Budget& budget, CheckedQuery& query, Standpoint& standpoint) {
  const support::FileId id = query.sources.add(file, text);
  const syntax::Events events = syntax::parse_events(query.sources, id, budget);
  Session session = session_of(model, budget, query);
  Checker checks(model, session, events.module, model.modules[ModuleId(0)].scope, Checker::Place::Term);
  for (const syntax::ExprId one : events.list)
    standpoint.given.push_back(checks.boolean_value(one, "what was seen"));
}

void check_actions(const CheckedModel& model, const std::string& file, const std::string& text,
                   support::Budget& budget, CheckedQuery& query, Standpoint& standpoint) {
  const support::FileId id = query.sources.add(file, text);
  const syntax::Interventions interventions = syntax::parse_interventions(query.sources, id, budget);
  Session session = session_of(model, budget, query);
  Checker checks(model, session, interventions.module, model.modules[ModuleId(0)].scope,
                 Checker::Place::Term);
  for (CoreIntervention& one : checks.interventions(interventions.list))
    standpoint.actions.push_back(std::move(one));
}

}  // namespace causeway::sema
