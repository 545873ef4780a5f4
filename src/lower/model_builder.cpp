// SPDX-License-Identifier: MIT
#include "lower/model_builder.hpp"

#include <algorithm>
#include <unordered_set>

#include "lower/folder.hpp"
#include "sema/declarations.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using support::error;
using support::Fault;
using support::quote;

namespace {

ir::Coupling coupling_of(sema::Coupling coupling) {
  switch (coupling) {
    case sema::Coupling::None:
      return ir::Coupling::None;
    case sema::Coupling::Quantile:
      return ir::Coupling::Quantile;
    case sema::Coupling::Independent:
      break;
  }
  return ir::Coupling::Independent;
}

/// What a variable takes in all: itself, its place in its family's table, its node and its edges.
constexpr std::size_t kVariableBytes = 1024;

enum class State : std::uint8_t { Pending, Active, Done, Failed };

/// Builds what is asked for when it is asked for, so that declarations may stand in any order; most is built
/// in order.
class Builder : public Facts {
 public:
  Builder(std::shared_ptr<const sema::CheckedModel> checked, const Bindings& bindings,
          support::Budget& budget)
      : checked_(*checked),
        bindings_(bindings),
        budget_(budget),
        model_(std::make_shared<LoweredModel>()),
        sources_(checked_.sources),
        cores_(&checked_.cores) {
    model_->checked = std::move(checked);
    model_->store = std::make_unique<ir::Store>(checked_.labels, nullptr, budget);
    domains_.emplace(*model_->store);
    lowering_.emplace(*this, *model_->store, worlds_, *domains_);
    folder_.emplace(checked_, cores_, sources_, *this, *model_->store, worlds_, *domains_, *lowering_);
  }

  LowerResult build();

  const Members& members(FamilyId family) override;
  const ConstantData& constant(sema::ConstantId constant) override;
  const Template& mechanism(VarId variable) override;
  const Variable& variable(VarId variable) override { return model_->variables[variable]; }
  NodeId factual(VarId) override { return {}; }
  const std::vector<std::vector<VarId>>& children() override { return model_->children; }
  const std::vector<std::vector<VarId>>& parents() override { return model_->parents; }

 private:
  /// Runs one step; an error is collected, and what failed stays failed.
  template <typename States, typename Id, typename Step>
  void guarded(States& states, Id id, Span span, Step step);
  template <typename Step>
  void guarded(Span span, Step step);
  void require(State state, const std::string& name, Span span) const;

  void tables();
  void externs();
  void parameters();
  ConstantData parameter_value(sema::ConstantId id, const std::string& text);
  void fold_constant(sema::ConstantId id);
  void expand_family(FamilyId id);
  void add_member(FamilyId id, const sema::Clause& clause, const Key& key, Environment env);
  void fold_mechanism(VarId id);
  void factual_world();
  void graph();
  void check_noise(const Variable& variable);
  void warn_label_order();

  const sema::CheckedModel& checked_;
  const Bindings& bindings_;
  support::Budget& budget_;
  std::shared_ptr<LoweredModel> model_;
  std::vector<Report> errors_;
  support::SourceMap sources_;  // the model's, and the texts of the host's parameters
  sema::CoreStore cores_;
  Worlds worlds_;
  std::optional<ir::LanguageDomains> domains_;
  std::optional<Lowering> lowering_;
  std::optional<Folder> folder_;
  support::IdVector<sema::ConstantId, State> constant_states_;
  support::IdVector<FamilyId, State> family_states_;
  support::IdVector<VarId, State> variable_states_;
  support::IdVector<VarId, Environment> environments_;
};

template <typename Step>
void Builder::guarded(Span span, Step step) {
  support::IdVector<VarId, State> only;
  guarded(only, only.push_back(State::Pending), span, step);
}

/// The states are looked up anew at each change: steps may declare further variables.
template <typename States, typename Id, typename Step>
void Builder::guarded(States& states, Id id, Span span, Step step) {
  using What = support::Exhausted::What;
  const auto fail = [&](const Report& report) {
    states[id] = State::Failed;
    // What several declarations need is wrong once.
    const auto same = [&](const Report& other) {
      return other.message == report.message && other.span == report.span;
    };
    if (std::any_of(errors_.begin(), errors_.end(), same)) return;
    if (errors_.size() < support::kMostErrors) errors_.push_back(report);
  };
  states[id] = State::Active;
  try {
    step();
    states[id] = State::Done;
  } catch (const Fault& fault) {
    fail(fault.report());
  } catch (const support::Poisoned&) {
    states[id] = State::Failed;
  } catch (support::Exhausted& exhausted) {
    // Too large a domain or number is this declaration's fault; other limits end the whole work.
    exhausted.locate(span);
    if (exhausted.which() != What::Domain && exhausted.which() != What::Number) throw;
    fail(error(Code::Resource, span, exhausted.what()));
  }
}

void Builder::require(State state, const std::string& name, Span span) const {
  if (state == State::Failed) throw support::Poisoned();
  if (state == State::Active) throw Fault(error(Code::Cycle, span, quote(name) + " is defined by itself"));
}

// ---- externs and parameters ----

/// The tables of a network file, in the order in which laws refer to them.
void Builder::tables() {
  for (const std::shared_ptr<const number::RowTable>& rows : checked_.tables) {
    model_->store->tables.push_back({ValueListId(), {}, rows});
  }
  for (const sema::Family& family : checked_.families) {
    for (const sema::Clause& clause : family.clauses) {
      const auto* law = std::get_if<sema::TableLaw>(&checked_.cores[clause.mechanism].node);
      if (law == nullptr) continue;
      ir::ProbabilityTable& table = model_->store->tables.own(ir::TableId(law->table));
      table.values = folder_->domain(*clause.domain, nullptr);
      for (const CoreId parent : law->parents) {
        const FamilyId id = std::get<sema::VariableValue>(checked_.cores[parent].node).family;
        table.parents.push_back(folder_->domain(*checked_.families[id].clauses[0].domain, nullptr));
      }
    }
  }
}

void Builder::externs() {
  for (const sema::ExternDef& callee : checked_.externs) {
    const auto found = bindings_.externs.find(callee.name);
    const ValueListId results = folder_->domain(callee.result, nullptr);
    model_->store->externs.push_back(std::make_shared<const ir::ExternFunction>(
        callee.name, found == bindings_.externs.end() ? nullptr : found->second,
        model_->store->lists[results].items()));
  }
}

ConstantData Builder::parameter_value(sema::ConstantId id, const std::string& text) {
  const CoreId core = sema::check_parameter(checked_, id, text, budget_, sources_, cores_);
  std::optional<ValueListId> domain;
  if (checked_.constants[id].domain) domain = folder_->domain(*checked_.constants[id].domain, nullptr);
  return folder_->constant(core, nullptr, domain);
}

/// The host's values, before anything depends on a parameter.
void Builder::parameters() {
  for (const auto& [name, text] : bindings_.parameters) {
    const sema::Scope& scope = checked_.modules[sema::ModuleId(0)].scope;
    const auto found = scope.names.find(name);
    if (found == scope.names.end() || found->second.kind != sema::Entity::Kind::Constant ||
        !checked_.constants[sema::ConstantId(found->second.index)].parameter) {
      std::vector<std::string> known;
      for (const sema::ConstantDef& one : checked_.constants) {
        if (one.parameter) known.push_back(one.name);
      }
      const std::string likely = support::closest(name, known);
      errors_.push_back(error(Code::Name, {}, "the model has no parameter " + quote(name))
                            .with_hint(!likely.empty() ? "did you mean " + quote(likely) + "?"
                                       : known.empty()
                                           ? "it has no parameters at all"
                                           : "its parameters are " + support::join_choices(known, " and ")));
      continue;
    }
    const sema::ConstantId id(found->second.index);
    guarded(constant_states_, id, checked_.constants[id].span,
            [&, value = &text] { model_->constants[id] = parameter_value(id, *value); });
  }
}

// ---- constants ----

const ConstantData& Builder::constant(sema::ConstantId id) {
  const sema::ConstantDef& constant = checked_.constants[id];
  if (constant_states_[id] == State::Pending)
    guarded(constant_states_, id, checked_.constants[id].span, [&] { fold_constant(id); });
  require(constant_states_[id], constant.name, constant.span);
  return model_->constants[id];
}

void Builder::fold_constant(sema::ConstantId id) {
  const sema::ConstantDef& constant = checked_.constants[id];
  std::optional<ValueListId> domain;
  if (constant.domain) domain = folder_->domain(*constant.domain, nullptr);
  if (constant.indices.indices.empty()) {
    model_->constants[id] = folder_->constant(constant.value, nullptr, domain);
    return;
  }
  ArrayData data{false, nullptr, {}};
  std::vector<Key> keys;
  folder_->for_each_index(constant.indices, [&](const Key& key, Environment env) {
    const ConstantData value = folder_->constant(constant.value, env, domain);
    keys.push_back(key);
    data.elements.push_back(model_->store->constant(std::get<ValueId>(value)));
  });
  data.keys = std::make_shared<const ir::KeyTable>(constant.indices.indices.size(), std::move(keys));
  model_->constants[id] = std::make_shared<const ArrayData>(std::move(data));
}

// ---- families ----

const Members& Builder::members(FamilyId id) {
  const sema::Family& family = checked_.families[id];
  if (family_states_[id] == State::Pending)
    guarded(family_states_, id, checked_.families[id].span, [&] { expand_family(id); });
  require(family_states_[id], family.name, family.span);
  return model_->members[id];
}

void Builder::expand_family(FamilyId id) {
  for (const sema::Clause& clause : checked_.families[id].clauses) {
    folder_->for_each_index(clause.indices,
                            [&](const Key& key, Environment env) { add_member(id, clause, key, env); });
  }
}

void Builder::add_member(FamilyId id, const sema::Clause& clause, const Key& key, Environment env) {
  const sema::Family& family = checked_.families[id];
  ir::Store& store = *model_->store;
  std::string name = family.name;
  if (!key.empty()) {
    name += "[";
    for (std::size_t i = 0; i < key.size(); ++i) name += (i > 0 ? ", " : "") + store.values.text(key[i]);
    name += "]";
  }
  budget_.hold(kVariableBytes + name.size());
  Variable variable{id, &clause, key, name, family.noise, clause.stochastic, std::nullopt, {}, {}};
  if (clause.domain) variable.domain = folder_->domain(*clause.domain, env);
  if (clause.stochastic) {
    std::optional<ir::Kind> kind;
    if (family.scalar.kind == sema::Scalar::Kind::Bool) kind = ir::Kind::Bool;
    if (family.scalar.kind == sema::Scalar::Kind::Number) kind = ir::Kind::Number;
    const auto source_kind = family.noise ? ir::Source::Kind::Noise : ir::Source::Kind::Variable;
    variable.source =
        store.sources.push_back({source_kind, name, static_cast<std::uint32_t>(model_->variables.size()),
                                 variable.domain, kind, coupling_of(clause.coupling)});
  }
  const VarId added = model_->variables.push_back(std::move(variable));
  variable_states_.push_back(State::Pending);
  environments_.push_back(env);
  Members& members = model_->members[id];
  const VarId before =
      members.find(key, [&](VarId one) -> const Variable& { return model_->variables[one]; });
  if (before.valid()) {
    throw Fault(error(Code::Name, clause.name_span,
                      quote(name) + " is declared twice: the clauses of a family are disjoint")
                    .with_note(model_->variables[before].clause->name_span, "first declared here"));
  }
  members.add(key, added);
}

const Template& Builder::mechanism(VarId id) {
  if (variable_states_[id] == State::Pending)
    guarded(variable_states_, id, model_->variables[id].clause->name_span, [&] { fold_mechanism(id); });
  require(variable_states_[id], model_->variables[id].name, model_->variables[id].clause->name_span);
  return model_->variables[id].mechanism;
}

void Builder::fold_mechanism(VarId id) {
  const Variable& variable = model_->variables[id];
  const sema::Clause& clause = *variable.clause;
  Template form = clause.stochastic ? folder_->law(clause.mechanism, environments_[id], variable.domain)
                                    : folder_->mechanism(clause.mechanism, environments_[id], variable.domain,
                                                         variable.name);
  budget_.hold(form.refs.size() * sizeof(Ref));
  model_->variables[id].mechanism = std::move(form);
  check_noise(model_->variables[id]);
}

/// Noise is exogenous: its law may mention other noise only.
void Builder::check_noise(const Variable& variable) {
  if (!variable.noise) return;
  for (const Ref& ref : variable.mechanism.refs) {
    const auto* one = std::get_if<VarId>(&ref.target);
    const FamilyId family =
        one != nullptr ? model_->variables[*one].family : std::get<Slice>(ref.target).family;
    if (checked_.families[family].noise) continue;
    throw Fault(error(Code::Type, variable.clause->name_span,
                      quote(variable.name) + " is noise, but its law mentions the variable " +
                          quote(checked_.families[family].name))
                    .with_hint("noise depends on other noise only; make it a `latent var`"));
  }
}

// ---- the factual world and the graph ----

void Builder::factual_world() {
  model_->factual.resize(model_->variables.size());
  std::unordered_set<VarId> circles;  // each circle is reported once
  for (std::size_t i = 0; i < model_->variables.size() && errors_.size() < support::kMostErrors; ++i) {
    const VarId id(i);
    guarded(model_->variables[id].clause->name_span, [&] {
      try {
        model_->factual[i] = lowering_->node(id, kFactual);
      } catch (const Circle& circle) {
        bool known = false;
        for (const VarId member : circle.members()) known = !circles.insert(member).second || known;
        if (!known) throw;
      }
    });
  }
}

void Builder::graph() {
  model_->parents.resize(model_->variables.size());
  model_->children.resize(model_->variables.size());
  for (std::size_t i = 0; i < model_->variables.size(); ++i) {
    model_->parents[i] = lowering_->parents(VarId(i));
    budget_.hold(model_->parents[i].size() * 2 * sizeof(VarId));
    for (const VarId parent : model_->parents[i]) model_->children[parent.index()].emplace_back(i);
  }
}

/// A quantile coupling inverts in domain order; labels have an order only because they were written in one.
void Builder::warn_label_order() {
  for (const sema::Family& family : checked_.families) {
    if (family.scalar.kind != sema::Scalar::Kind::Label ||
        checked_.labels.labels(family.scalar.labels).size() < 3)
      continue;
    for (const sema::Clause& clause : family.clauses) {
      if (clause.coupling != sema::Coupling::Quantile) continue;
      const auto depends = [&](const Variable& one) {
        return one.clause == &clause && !one.mechanism.refs.empty();
      };
      if (std::none_of(model_->variables.begin(), model_->variables.end(), depends)) continue;
      std::string order;
      for (const std::string& one : checked_.labels.labels(family.scalar.labels))
        order += (order.empty() ? "" : " < ") + one;
      model_->warnings.push_back(
          support::warning(Code::LabelOrder, clause.name_span,
                           "the quantile coupling of " + quote(family.name) +
                               " depends on the order of its labels, " + order)
              .with_hint("counterfactuals change with that order; be sure that it means something"));
    }
  }
}

LowerResult Builder::build() {
  model_->constants.resize(checked_.constants.size());
  constant_states_.resize(checked_.constants.size(), State::Pending);
  model_->members.resize(checked_.families.size());
  family_states_.resize(checked_.families.size(), State::Pending);
  parameters();
  for (const sema::ConstantId id : checked_.constant_order) {
    if (constant_states_[id] == State::Pending)
      guarded(constant_states_, id, checked_.constants[id].span, [&] { fold_constant(id); });
  }
  for (std::size_t i = 1; i < checked_.domains.size(); ++i) {  // behind bool
    const sema::DomainDef& type = checked_.domains[sema::DomainDeclId(i)];
    guarded(type.span, [&] { folder_->domain(type.set, nullptr); });
  }
  guarded(Span(), [&] {
    tables();
    externs();
  });
  for (std::size_t i = 0; i < checked_.families.size(); ++i) {
    if (family_states_[FamilyId(i)] == State::Pending)
      guarded(family_states_, FamilyId(i), checked_.families[FamilyId(i)].span,
              [&] { expand_family(FamilyId(i)); });
  }
  for (std::size_t i = 0; i < model_->variables.size() && errors_.size() < support::kMostErrors; ++i) {
    budget_.report(static_cast<double>(i) / static_cast<double>(model_->variables.size()));
    if (variable_states_[VarId(i)] == State::Pending)
      guarded(variable_states_, VarId(i), model_->variables[VarId(i)].clause->name_span,
              [&] { fold_mechanism(VarId(i)); });
  }
  if (errors_.empty()) factual_world();
  if (errors_.empty()) graph();
  if (!errors_.empty()) return {nullptr, std::move(errors_), sources_};
  warn_label_order();
  return {model_, {}, {}};
}

}  // namespace

LowerResult lower_model(std::shared_ptr<const sema::CheckedModel> checked, const Bindings& bindings,
                        support::Budget& budget) {
  return Builder(std::move(checked), bindings, budget).build();
}

}  // namespace causeway::lower
