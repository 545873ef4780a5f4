// SPDX-License-Identifier: MIT
// Checked expressions to templates (grammar/README.md, section 5, "Folding"): every subexpression of
// constants, parameters and indices is evaluated, and what the evaluation order can then never reach is
// dropped, with all it mentions; nothing else is folded. Slots are evaluated where they are read. Throws
// Fault where a constant leaves its domain, a row is no distribution, an index has no member, a match misses
// a case. The parts are in fold_*.cpp; tests: tests/conformance.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "ir/language_domain.hpp"
#include "ir/operations.hpp"
#include "lower/facts.hpp"
#include "lower/lowering.hpp"
#include "lower/placeholders.hpp"
#include "lower/trace.hpp"
#include "lower/worlds.hpp"

namespace causeway::lower {

using sema::CoreId;
using sema::SlotId;
using support::LabelSetId;

struct Thunk;
/// What a slot holds: a constant, a variable, or an expression.
struct Binding {
  SlotId slot;
  std::variant<ValueId, VarId, Thunk*> content;
  std::string name;  // of a binder, for messages; empty otherwise
  const Binding* next;
};
using Environment = const Binding*;

/// An expression that a slot holds; folded where it is read, once for each template and world.
struct Thunk {
  struct Known {
    std::size_t builder;
    std::optional<WorldId> plain;
    WorldId bracket_base;
    bool query;
    NodeId node;
  };
  CoreId core;
  Environment env;
  std::vector<Known> known;
};

/// What a term asks, folded.
struct TermSpec {
  struct Column {
    std::string name;
    Template value;
    std::optional<ValueListId> declared;  // the domain that is listed in full
  };
  sema::TermKind kind;
  std::vector<Template> subjects;  // the conjuncts of an event, or the expressions averaged
  std::vector<Column> columns;     // of dist and map
  std::vector<Template> conditions;
  std::vector<Span> condition_spans;
  WorldId world;                 // the base world
  std::vector<Setting> actions;  // its do(…)
  Span span;
};

class Folder {
 public:
  Folder(const sema::CheckedModel& checked, const sema::CoreStore& cores, const support::SourceMap& sources,
         Facts& facts, ir::Store& store, Worlds& worlds, ir::LanguageDomains& domains, Lowering& lowering,
         Trace* trace = nullptr);

  // ---- declarations ----

  /// A mechanism or law of a declaration. `domain` is the declared one; `name` is for messages.
  Template mechanism(CoreId core, Environment env, const std::optional<ValueListId>& domain,
                     const std::string& name);
  Template law(CoreId core, Environment env, const std::optional<ValueListId>& domain);
  ValueListId domain(CoreId core, Environment env);
  ConstantData constant(CoreId core, Environment env, const std::optional<ValueListId>& domain);
  /// Calls `use` with each index tuple and the environment that binds it.
  void for_each_index(const sema::IndicesDef& indices,
                      const std::function<void(const Key&, Environment)>& use);

  // ---- queries ----

  /// The arithmetic of a query: a template without references, over Term nodes that stand for `terms()`.
  NodeId query(CoreId core, Environment env);
  const std::vector<TermSpec>& terms() const { return terms_; }
  /// The term that is the whole query, if it is one.
  std::optional<std::size_t> whole_term(CoreId core, Environment env);

  Environment bind(SlotId slot, ValueId value, std::string name, Environment env);
  /// What `$v` stands for, as long as the folder lives; null: nothing is bound.
  void set_placeholders(const Placeholders* placeholders) { placeholders_ = placeholders; }
  /// From where the terms are asked, as long as the folder lives; null: from the factual world, with nothing
  /// seen.
  void set_standpoint(const sema::Standpoint* standpoint) { standpoint_ = standpoint; }
  /// The sources of stochastic interventions, as they were asked for; a second folding of the same query can
  /// be told to use those of the first.
  const std::vector<SourceId>& sources_used() const { return sources_used_; }
  void use_sources(const std::vector<SourceId>& sources) { sources_given_ = &sources; }
  /// What binders hold, for messages: `i = 1, g = low`.
  std::string describe(Environment env) const;
  /// The expression's text, with binders replaced by what they hold.
  std::string text(Span span, Environment env) const;

 private:
  /// Where names are read. In a query `plain` is the world around the expression; in the value of an
  /// intervention, and in a mechanism, it is open: the world being evaluated.
  struct Context {
    std::optional<WorldId> plain;
    WorldId bracket_base = kFactual;
    bool query = false;     // the arithmetic of a query, outside terms
    bool constant = false;  // no variable may be mentioned
  };
  /// Numbers the references of one template.
  struct Builder {
    std::size_t id;
    std::vector<Ref> refs;
    std::unordered_map<std::uint64_t, std::uint32_t> by_variable;
  };
  /// A template of its own is built within its lifetime.
  class Building {
   public:
    explicit Building(Folder& folder)
        : folder_(folder), outer_(folder.builder_), builder_{++folder.builders_, {}, {}} {
      folder.builder_ = &builder_;
    }
    ~Building() { folder_.builder_ = outer_; }
    Building(const Building&) = delete;
    Building& operator=(const Building&) = delete;
    std::vector<Ref>& refs() { return builder_.refs; }

   private:
    Folder& folder_;
    Builder* outer_;
    Builder builder_;
  };
  /// Counts the nesting of folded expressions, calls included; too deep a nest is refused.
  class Deeper {
   public:
    Deeper(Folder& folder, Span span);
    ~Deeper() { --folder_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    Folder& folder_;
  };
  /// An expression to be iterated over: constants, or variables.
  struct Items {
    std::vector<ValueId> values;
    std::vector<VarId> variables;
    bool of_variables = false;
  };
  /// Which values the constants in it leave a condition.
  struct Outcomes {
    bool may_hold = true;
    bool may_fail = true;
  };
  /// A guard that is random, or none; what stands for nothing is dropped.
  using Guard = std::optional<NodeId>;
  struct Case {
    Guard guard;
    Environment env;
    std::optional<ValueId> first;  // the value of the first binder, if it is over constants
  };

  // fold_expressions.cpp
  NodeId value(CoreId core, Environment env, const Context& context);
  NodeId value_of(const sema::Core& core, Environment env, const Context& context);
  NodeId apply(const sema::Apply& node, const sema::Core& core, Environment env, const Context& context);
  NodeId folded(const sema::Apply& node, NodeId first, Environment env, const Context& context);
  NodeId to_bool(NodeId number, Span span);
  NodeId comprehend(const sema::Comprehend& node, const sema::Core& core, Environment env,
                    const Context& context);
  NodeId reduced(sema::Reducer reducer, const std::vector<Case>& cases, CoreId body, const Context& context);
  NodeId extremum(sema::Reducer reducer, const std::vector<Case>& cases, CoreId body, const Context& context);
  NodeId membership(const sema::Membership& node, Environment env, const Context& context);
  NodeId ascribed(const sema::Ascribed& node, Environment env, const Context& context);
  NodeId slot(SlotId id, const sema::Core& core, Environment env, const Context& context);
  NodeId make(ir::Op op, std::uint32_t payload, const std::vector<NodeId>& operands);
  NodeId fold(ir::Op op, std::uint32_t payload, const std::vector<NodeId>& operands);
  NodeId checked(ValueListId domain, NodeId value, Span span, const std::string& what);
  std::vector<Case> cases(const sema::Iteration& iteration, Environment env, const Context& context);
  ValueId constant_value(CoreId core, Environment env, std::string_view what);
  NodeId number(const Rational& value) { return store_.constant(store_.values.number(value)); }
  bool is(NodeId node, ValueId value) const {
    return store_.is_constant(node) && store_.constant_value(node) == value;
  }

  // fold_logic.cpp
  Outcomes outcomes(NodeId node) const;
  Outcomes outcomes(ir::Op op, const std::vector<NodeId>& operands) const;
  NodeId logic(const sema::Apply& node, Environment env, const Context& context);
  NodeId conditional(const sema::Apply& node, Environment env, const Context& context,
                     const std::function<NodeId(CoreId)>& branch);
  NodeId match(const sema::MatchValue& node, const sema::Core& core, Environment env, const Context& context,
               const std::function<NodeId(CoreId)>& arm);
  void check_coverage(const sema::MatchValue& node, const std::vector<NodeId>& scrutinees,
                      const std::vector<std::vector<ir::Pattern>>& patterns, Span span,
                      const Context& context);
  std::optional<std::vector<ValueId>> coverage_domain(CoreId scrutinee, NodeId folded,
                                                      const Context& context);
  std::vector<std::vector<ir::Pattern>> patterns(const sema::MatchValue& node, Environment env);

  // fold_names.cpp
  NodeId variable(VarId id, const Context& context, Span span);
  NodeId member(const Slice& slice, const std::vector<NodeId>& random, const Context& context, Span span);
  NodeId indexed(const sema::Core& core, Environment env, const Context& context);
  Slice slice_of(CoreId core, Environment env);
  Slice slice_of(FamilyId family, const std::vector<sema::IndexValue>& indices, Environment env,
                 const Context& context, std::vector<NodeId>* random);
  std::vector<VarId> members_of(const Slice& slice, Span span);
  std::vector<VarId> variables_of(CoreId core, Environment env);
  std::optional<VarId> variable_of(CoreId core, Environment env);
  std::shared_ptr<const ArrayData> array(CoreId core, Environment env, const Context& context);
  std::shared_ptr<const ArrayData> sub_array(const ArrayData& data, const std::vector<NodeId>& indices,
                                             Span span);
  NodeId element(const ArrayData& data, std::vector<NodeId> indices, Span span);
  std::vector<NodeId> array_indices(const ArrayData& data, const std::vector<sema::IndexValue>& indices,
                                    Environment env, const Context& context);
  NodeId constant_node(sema::ConstantId id);
  const Binding* find(SlotId slot, Environment env) const;
  Thunk* thunk(CoreId core, Environment env);
  Environment bind(const sema::Bind& node, Environment env);
  NodeId ref(Ref one);

  // fold_sets.cpp
  Items items(CoreId core, Environment env, const Context& context);
  std::vector<NodeId> elements(CoreId core, Environment env, const Context& context);
  std::vector<ValueId> range(const sema::RangeSet& node, Environment env, Span span, bool may_be_empty);
  std::vector<ValueId> domain_of(CoreId core, Environment env);
  std::size_t length_of(CoreId id, Environment env, const Context& context);
  NodeId measured(const sema::Measured& node, Environment env, const Context& context, Span span);

  // fold_laws.cpp
  NodeId law_node(CoreId core, Environment env, const Context& context,
                  const std::optional<ValueListId>& domain, bool normalized);
  NodeId keyed(const std::vector<NodeId>& operands, Span span, const std::optional<ValueListId>& domain,
               bool normalized, bool listed);
  NodeId row(std::vector<NodeId> probabilities, Span span, const std::optional<ValueListId>& domain,
             bool normalized);
  NodeId uniform(std::vector<NodeId> keys, std::vector<Guard> guards, Span span);
  NodeId checked_law(NodeId law, Span span, bool normalized);
  void check_key(NodeId key, const std::optional<ValueListId>& domain, Span span);
  std::string row_text(const ir::Node& node) const;

  // fold_terms.cpp
  std::size_t term(const sema::Term& node, const sema::Core& core, Environment env);
  NodeId query_value(const sema::QueryValue& node, Span span, Environment env, const Context& context);
  Key query_index(const sema::QueryValue& node, Environment env);
  Environment row_environment(const sema::QueryDef& query, const Key& key, Span span);
  void columns(CoreId subject, Environment env, const Context& context, TermSpec& spec);
  Template form(CoreId core, Environment env, const Context& context);
  std::vector<Setting> settings(const std::vector<sema::CoreIntervention>& list, Environment env,
                                WorldId base, bool action = false);
  void setting(const sema::CoreIntervention& one, Environment env, WorldId base, bool action,
               std::vector<Setting>& list);
  void require_target(VarId target, VarId child, Span span, bool unit);
  void require_distinct_targets(const std::vector<Setting>& list) const;
  Setting make_setting(VarId target, VarId child, const sema::CoreIntervention& one, Environment env,
                       WorldId base);
  std::string target_name(const Setting& setting) const;
  SourceId intervention_source(const Setting& setting);
  void for_each_binding(const std::vector<sema::CoreBinder>& binders, Environment env,
                        const std::function<void(Environment)>& use);
  WorldId world(const sema::WorldOf& node, Environment env, const Context& context);

  const sema::Core& core(CoreId id) const { return cores_[id]; }
  NodeId placeholder(const sema::PlaceholderValue& node, const sema::Core& core);
  bool is_dropped(CoreId condition) const;
  void note(NodeId node, Span span, Environment env);

  const sema::CheckedModel& checked_;
  const sema::CoreStore& cores_;
  const support::SourceMap& sources_;
  Facts& facts_;
  ir::Store& store_;
  Worlds& worlds_;
  ir::LanguageDomains& domains_;
  Lowering& lowering_;
  Trace* trace_;
  Builder* builder_ = nullptr;
  std::size_t builders_ = 0;
  std::unordered_map<NodeId, Outcomes> outcomes_;  // of those that constants leave one value, or none
  std::deque<Binding> bindings_;
  std::deque<Thunk> thunks_;
  std::vector<TermSpec> terms_;
  std::map<std::pair<sema::QueryId, Key>, NodeId> query_values_;  // of earlier queries, folded once
  std::vector<std::pair<Setting, SourceId>> intervention_sources_;
  std::vector<SourceId> sources_used_;
  const Placeholders* placeholders_ = nullptr;
  const sema::Standpoint* standpoint_ = nullptr;
  const std::vector<SourceId>* sources_given_ = nullptr;
  std::size_t depth_ = 0;
};

}  // namespace causeway::lower
