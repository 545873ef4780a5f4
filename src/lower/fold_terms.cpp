// SPDX-License-Identifier: MIT
// Declarations' templates; queries: terms, worlds and lists of interventions.
#include <algorithm>
#include <map>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using ir::kFalse;
using ir::Op;
using sema::TermKind;
using support::error;
using support::Fault;
using support::quote;

// ---- declarations ----

Template Folder::form(CoreId id, Environment env, const Context& context) {
  Building building(*this);
  const NodeId root = value(id, env, context);
  return {root, RefList(std::move(building.refs()))};
}

Template Folder::mechanism(CoreId id, Environment env, const std::optional<ValueListId>& domain,
                           const std::string& name) {
  Building building(*this);
  const NodeId root = value(id, env, {});
  if (domain && store_.is_constant(root)) checked(*domain, root, core(id).span, quote(name));
  return {root, RefList(std::move(building.refs()))};
}

ConstantData Folder::constant(CoreId id, Environment env, const std::optional<ValueListId>& domain) {
  const Building building(*this);
  Context context;
  context.constant = true;
  const auto check = [&](NodeId node) {
    if (!store_.is_constant(node)) {
      const bool missing_host = store_[node].op == Op::Call;
      throw Fault(error(missing_host ? Code::Unbound : Code::UndefinedOperation, core(id).span,
                        missing_host ? "this constant calls an extern function that the host has not bound"
                                     : "this constant is undefined"));
    }
    if (domain) checked(*domain, node, core(id).span, "this constant");
  };
  if (core(id).type.shape == sema::Type::Shape::Array) {
    auto data = array(id, env, context);
    for (const NodeId element : data->elements) check(element);
    return data;
  }
  const NodeId node = value(id, env, context);
  check(node);
  return store_.constant_value(node);
}

void Folder::for_each_index(const sema::IndicesDef& indices,
                            const std::function<void(const Key&, Environment)>& use) {
  const std::function<void(std::size_t, const Key&, Environment)> expand = [&](std::size_t i, const Key& key,
                                                                               Environment env) {
    store_.budget().spend();
    if (i == indices.indices.size()) {
      if (indices.condition && constant_value(*indices.condition, env, "the condition of a family") == kFalse)
        return;
      use(key, env);
      return;
    }
    const sema::IndexDef& index = indices.indices[i];
    Key longer = key;
    longer.emplace_back();
    if (!index.slot) {
      longer.back() = constant_value(index.set, env, "an index");
      expand(i + 1, longer, env);
      return;
    }
    Items over;
    {
      const Building building(*this);
      Context context;
      context.constant = true;
      over = items(index.set, env, context);
    }
    for (const ValueId one : over.values) {
      longer.back() = one;
      expand(i + 1, longer, bind(*index.slot, one, index.name, env));
    }
  };
  expand(0, {}, nullptr);
}

// ---- interventions ----

void Folder::for_each_binding(const std::vector<sema::CoreBinder>& binders, Environment env,
                              const std::function<void(Environment)>& use) {
  Building building(*this);
  Context context;
  context.constant = true;
  for (const Case& one : cases({binders, std::nullopt}, env, context)) use(one.env);
}

/// `x`, or `x -> m`.
std::string Folder::target_name(const Setting& setting) const {
  const std::string& name = facts_.variable(setting.target).name;
  return setting.edge() ? name + " -> " + facts_.variable(setting.child).name : name;
}

/// The source of a stochastic intervention: the same for the same target and the same law.
SourceId Folder::intervention_source(const Setting& setting) {
  for (const auto& [known, source] : intervention_sources_) {
    if (known.same_target(setting) && known.value == setting.value) return source;
  }
  const Variable& target = facts_.variable(setting.target);
  const sema::Scalar& scalar = checked_.families[target.family].scalar;
  std::optional<ir::Kind> kind;
  if (scalar.kind == sema::Scalar::Kind::Bool) kind = ir::Kind::Bool;
  if (scalar.kind == sema::Scalar::Kind::Number) kind = ir::Kind::Number;
  const std::string name = target_name(setting);
  const SourceId source =
      store_.sources.push_back({ir::Source::Kind::Intervention, name, setting.target.value, target.domain,
                                kind, ir::Coupling::Independent});
  intervention_sources_.emplace_back(setting, source);
  return source;
}

Setting Folder::make_setting(VarId target, VarId child, const sema::CoreIntervention& one, Environment env,
                             WorldId base) {
  const Variable& variable = facts_.variable(target);
  Context context;
  context.bracket_base = base;
  Setting result{target, child, one.stochastic, {}, {}, one.span};
  Building building(*this);
  if (one.stochastic) {
    result.value.root = law_node(one.value, env, context, variable.domain, false);
  } else {
    result.value.root = value(one.value, env, context);
    // Among several targets a bool may be one, given what was read as a number.
    const bool number = core(one.value).type.scalar.kind == sema::Scalar::Kind::Number;
    if (number && checked_.families[variable.family].scalar.kind == sema::Scalar::Kind::Bool)
      result.value.root = to_bool(result.value.root, core(one.value).span);
    if (variable.domain && store_.is_constant(result.value.root)) {
      checked(*variable.domain, result.value.root, core(one.value).span, quote(variable.name));
    }
  }
  result.value.refs = RefList(std::move(building.refs()));
  if (one.stochastic) {
    const std::size_t number = sources_used_.size();
    result.source = sources_given_ == nullptr ? intervention_source(result) : (*sources_given_)[number];
    sources_used_.push_back(result.source);
  }
  return result;
}

void Folder::require_target(VarId target, VarId child, Span span, bool unit) {
  const Variable& variable = facts_.variable(target);
  // A bracket may fix the noise of the unit it speaks of: Y_x(u). An action cannot reach it.
  if (!unit && (variable.noise || (child.valid() && facts_.variable(child).noise))) {
    throw Fault(error(Code::Intervention, span,
                      quote(variable.noise ? variable.name : facts_.variable(child).name) +
                          " is noise: it is exogenous, and no intervention reaches it")
                    .with_hint("condition on it, or intervene on a variable that depends on it"));
  }
  if (!child.valid()) return;
  const std::vector<VarId>& parents = facts_.parents()[child.index()];
  if (std::find(parents.begin(), parents.end(), target) != parents.end()) return;
  std::string names;
  for (const VarId parent : parents) names += (names.empty() ? "" : ", ") + facts_.variable(parent).name;
  throw Fault(
      error(Code::Intervention, span,
            "there is no edge from " + quote(variable.name) + " to " + quote(facts_.variable(child).name))
          .with_hint(names.empty() ? "it has no parents" : "its parents are " + names));
}

void Folder::setting(const sema::CoreIntervention& one, Environment env, WorldId base, bool action,
                     std::vector<Setting>& list) {
  const std::vector<VarId> targets = variables_of(one.target, env);
  const std::vector<VarId> children = one.child ? variables_of(*one.child, env) : std::vector<VarId>{VarId()};
  for (const VarId target : targets) {
    for (const VarId child : children) {
      require_target(target, child, one.span, !action && !child.valid() && !one.stochastic);
      list.push_back(make_setting(target, child, one, env, base));
    }
  }
}

void Folder::require_distinct_targets(const std::vector<Setting>& list) const {
  std::map<std::pair<VarId, VarId>, const Setting*> seen;
  for (const Setting& one : list) {
    const auto [before, fresh] = seen.emplace(std::pair(one.target, one.child), &one);
    if (fresh) continue;
    throw Fault(error(Code::Intervention, one.span,
                      "two interventions on " + quote(target_name(one)) + " in one list")
                    .with_note(before->second->span, "the other one"));
  }
}

std::vector<Setting> Folder::settings(const std::vector<sema::CoreIntervention>& list, Environment env,
                                      WorldId base, bool action) {
  std::vector<Setting> result;
  for (const sema::CoreIntervention& one : list)
    for_each_binding(one.binders, env, [&](Environment inner) { setting(one, inner, base, action, result); });
  require_distinct_targets(result);
  return result;
}

WorldId Folder::world(const sema::WorldOf& node, Environment env, const Context& context) {
  return worlds_.make(context.bracket_base, settings(node.interventions, env, context.bracket_base));
}

// ---- terms ----

void Folder::columns(CoreId subject, Environment env, const Context& context, TermSpec& spec) {
  const sema::Core& node = core(subject);
  const auto declared_of = [&](const Template& form) -> std::optional<ValueListId> {
    const ir::Node root = store_[form.root];
    if (root.op != Op::Arg) return std::nullopt;
    const auto* id = std::get_if<VarId>(&form.refs[root.payload].target);
    return id == nullptr ? std::nullopt : facts_.variable(*id).domain;
  };
  if (node.type.shape == sema::Type::Shape::Variables) {
    // The members of a family, or of a list of variables; perhaps in a world.
    const auto* bracket = std::get_if<sema::WorldOf>(&node.node);
    const WorldId where = bracket != nullptr ? world(*bracket, env, context) : *context.plain;
    for (const VarId one : variables_of(bracket != nullptr ? bracket->base : subject, env)) {
      Building building(*this);
      const NodeId root = ref({one, where});
      Template form{root, RefList(std::move(building.refs()))};
      const auto declared = declared_of(form);
      spec.columns.push_back({facts_.variable(one).name, std::move(form), declared});
    }
    return;
  }
  Template value = form(subject, env, context);
  const auto declared = declared_of(value);
  const bool bare = store_[value.root].op == Op::Arg && !std::holds_alternative<sema::WorldOf>(node.node);
  std::string name = text(node.span, env);
  if (bare) {
    if (const auto* id = std::get_if<VarId>(&value.refs[store_[value.root].payload].target))
      name = facts_.variable(*id).name;
  }
  spec.columns.push_back({std::move(name), std::move(value), declared});
}

std::size_t Folder::term(const sema::Term& node, const sema::Core& core, Environment env) {
  TermSpec spec{node.kind, {}, {}, {}, {}, kFactual, {}, core.span};
  const auto act = [&](const std::vector<sema::CoreIntervention>& list) {
    for (Setting& one : settings(list, env, kFactual, true)) spec.actions.push_back(std::move(one));
  };
  if (standpoint_ != nullptr) act(standpoint_->actions);
  for (const std::vector<sema::CoreIntervention>& list : node.actions) act(list);
  require_distinct_targets(spec.actions);
  spec.world = worlds_.make(kFactual, spec.actions);
  const Context context{spec.world, spec.world, false, false};
  const bool table = node.kind == TermKind::Distribution || node.kind == TermKind::Map;
  // A comma is `and`: behind what never holds nothing is reached.
  const auto decided = [&](const std::vector<Template>& forms) {
    return !forms.empty() && !outcomes(forms.back().root).may_hold;
  };
  const auto require = [&](const std::vector<CoreId>& conditions, const Context& where) {
    for (const CoreId condition : conditions) {
      if (decided(spec.conditions)) return;
      if (is_dropped(condition)) continue;
      spec.conditions.push_back(form(condition, env, where));
      spec.condition_spans.push_back(this->core(condition).span);
    }
  };
  if (standpoint_ != nullptr) require(standpoint_->given, {kFactual, kFactual, false, false});
  require(node.conditions, context);
  const auto add = [&](Environment inner) {
    for (const CoreId subject : node.subjects) {
      if (table) {
        columns(subject, inner, context, spec);
      } else {
        spec.subjects.push_back(form(subject, inner, context));
      }
      if (node.kind == TermKind::Probability && decided(spec.subjects)) break;
    }
  };
  if (node.iteration) {
    Building building(*this);
    for (const Case& one : cases(*node.iteration, env, context)) {
      if (one.guard) throw Fault(error(Code::Type, core.span, "which columns there are cannot be random"));
      add(one.env);
    }
  } else {
    add(env);
  }
  if (table && spec.columns.empty()) throw Fault(error(Code::Type, core.span, "a distribution of nothing"));
  if (node.kind == TermKind::Marginals) {
    for (std::size_t f = 0; f < checked_.families.size(); ++f) {
      if (checked_.families[FamilyId(f)].noise) continue;
      for (const VarId one : facts_.members(FamilyId(f)).list()) {
        Building building(*this);
        const NodeId root = ref({one, spec.world});
        spec.columns.push_back({facts_.variable(one).name,
                                {root, RefList(std::move(building.refs()))},
                                facts_.variable(one).domain});
      }
    }
  }
  for (const Template& one : spec.subjects) lowering_.require_acyclic(one);
  for (const TermSpec::Column& one : spec.columns) lowering_.require_acyclic(one.value);
  for (const Template& one : spec.conditions) lowering_.require_acyclic(one);
  terms_.push_back(std::move(spec));
  return terms_.size() - 1;
}

Key Folder::query_index(const sema::QueryValue& node, Environment env) {
  Key key;
  for (const CoreId one : node.indices) key.push_back(constant_value(one, env, "an index"));
  return key;
}

/// In which the body of an indexed query is read at one row. Throws Fault where it has no such row.
Environment Folder::row_environment(const sema::QueryDef& query, const Key& key, Span span) {
  bool found = query.indices.indices.empty();
  if (!found)
    for_each_index(query.indices, [&](const Key& one, Environment) { found = found || one == key; });
  if (!found) {
    std::string text;
    for (const ValueId one : key) text += (text.empty() ? "" : ", ") + store_.values.text(one);
    throw Fault(error(Code::Domain, span, quote(query.name) + " is not asked for " + quote(text)));
  }
  Environment env = nullptr;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const sema::IndexDef& index = query.indices.indices[i];
    if (index.slot) env = bind(*index.slot, key[i], index.name, env);
  }
  return env;
}

NodeId Folder::query_value(const sema::QueryValue& node, Span span, Environment env, const Context& context) {
  const sema::QueryDef& query = checked_.queries[node.query];
  const std::pair<sema::QueryId, Key> asked(node.query, query_index(node, env));
  if (const auto known = query_values_.find(asked); known != query_values_.end()) return known->second;
  const NodeId result = value(query.body, row_environment(query, asked.second, span), context);
  query_values_.emplace(asked, result);
  return result;
}

NodeId Folder::query(CoreId id, Environment env) {
  const Building building(*this);
  Context context;
  context.query = true;
  return value(id, env, context);
}

std::optional<std::size_t> Folder::whole_term(CoreId id, Environment env) {
  const sema::Core& node = core(id);
  if (const auto* one = std::get_if<sema::Term>(&node.node)) return term(*one, node, env);
  if (const auto* bound = std::get_if<sema::Bind>(&node.node))
    return whole_term(bound->body, bind(*bound, env));
  if (const auto* named = std::get_if<sema::QueryValue>(&node.node)) {
    const sema::QueryDef& query = checked_.queries[named->query];
    return whole_term(query.body, row_environment(query, query_index(*named, env), node.span));
  }
  return std::nullopt;
}

}  // namespace causeway::lower
