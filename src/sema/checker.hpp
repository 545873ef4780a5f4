// SPDX-License-Identifier: MIT
// Checks expressions: syntax tree in, core out (core.hpp). Resolves names and labels by the type expected,
// inserts the conversions between bool and number, checks calls anew for the types of their arguments. Knows
// no values: whether a constant lies in a domain, or a row sums to 1, is lowering's to say. Throws Fault at
// the first error of an expression. The parts are in check_*.cpp; tests: tests/conformance.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sema/model.hpp"
#include "support/budget.hpp"

namespace causeway::sema {

/// What checking adds: to the model while it is built, to a layer of its own for a query put to a finished
/// model.
struct Session {
  const support::SourceMap& sources;
  CoreStore& cores;
  std::uint32_t& slots;
  Specialisations& specialisations;
  const Specialisations* frozen_specialisations;  // the finished model's; null while it is built
  std::vector<support::Report>* warnings;
  support::Budget& budget;
  /// Called before a declaration's facts are used, while the model is built.
  std::function<void(const Entity&)> demand;
};

class Checker {
 public:
  /// What may stand in an expression depends on where it stands.
  enum class Place {
    Declaration,   // constants, mechanisms, functions
    Query,         // arithmetic over terms
    Term,          // inside P(…) and the like: `=` is equality, brackets make worlds
    Intervention,  // inside a list: `=` assigns, so that equality is `==`
  };

  /// For expressions of `tree`, whose names mean what they mean in `scope`.
  Checker(const CheckedModel& model, Session& session, const syntax::Module& tree, const Scope& scope,
          Place place)
      : model_(model), session_(session), tree_(&tree), scope_(&scope), place_(place) {}

  /// A value; of the expected type where one is expected, bool and number converted.
  CoreId value(syntax::ExprId expr, const Scalar* expected = nullptr);
  CoreId assigned(syntax::ExprId expr, const Scalar& target);
  CoreId boolean_value(syntax::ExprId expr, std::string_view what);
  CoreId numeric_value(syntax::ExprId expr, std::string_view what);
  /// Anything: a value, an array, a set, a list of variables; what an argument may be.
  CoreId anything(syntax::ExprId expr, const Scalar* expected = nullptr);
  /// A set to iterate over or to look into.
  CoreId set(syntax::ExprId expr, const Scalar* expected = nullptr);
  /// The domain of a declaration.
  CoreId domain(syntax::ExprId expr);
  /// A law; `declared` is the type of the variable's declared domain, if it has one.
  CoreId law(syntax::ExprId expr, const Scalar* declared);
  /// A constant: a value, or an array of which an element has the expected type. Unless told otherwise a bool
  /// converts to an expected number, and 0 and 1 to a bool.
  CoreId constant(syntax::ExprId expr, const Scalar* expected, bool converts = true);
  /// A whole query.
  CoreId query(syntax::ExprId expr);
  /// What a list of interventions does.
  std::vector<CoreIntervention> interventions(const std::vector<syntax::Intervention>& list);

  /// Binds the names of indices for what is checked next.
  IndicesDef indices(const syntax::Indices& indices);
  /// Converts a value to the kind of what it is assigned to.
  CoreId convert(CoreId value, const Scalar& target);

 private:
  struct Local {
    std::string name;
    SlotId slot;
    Type type;
    Span span;
  };

  // check_names.cpp
  CoreId name(const std::string& text, Span span, const Scalar* expected);
  std::optional<CoreId> bound_name(const std::string& text, Span span, const Scalar* expected);
  bool names_value(const std::string& text) const;
  std::optional<CoreId> declared_name(const std::string& text, Span span);
  CoreId entity(const Entity& entity, const std::string& text, Span span);
  std::optional<CoreId> expected_label(const std::string& text, Span span, const Scalar* expected);
  CoreId free_label(const std::string& text, Span span, const Scalar* expected);
  [[noreturn]] void unknown_name(const std::string& text, Span span, const Scalar* expected);
  CoreId qualified(const syntax::Qualified& node, Span span);
  const Local* find_local(const std::string& text) const;
  std::optional<Entity> find_entity(const std::string& text) const;
  void demand(const Entity& entity) const;
  CoreId slot(const Local& local, Span span, const Scalar* expected);
  CoreId settle(CoreId value, const Scalar* expected);
  CoreId index(const syntax::Index& node, Span span);
  CoreId indexed(CoreId base, const std::vector<syntax::ExprId>& indices, Span span);
  std::vector<IndexValue> index_values(const std::vector<syntax::ExprId>& indices);
  CoreId query_reference(QueryId id, std::vector<CoreId> indices, Span span);
  bool is_bare_name(syntax::ExprId expr) const;

  // check_expressions.cpp
  CoreId expression(syntax::ExprId expr, const Scalar* expected);
  CoreId operator_node(Operator op, std::vector<CoreId> args, Scalar result, Span span);
  CoreId chain(const syntax::Chain& node, Span span);
  CoreId connect(const syntax::Connect& node, Span span);
  CoreId compare(const syntax::Compare& node, Span span);
  CoreId membership(const syntax::Compare& node, Span span);
  CoreId conditional(const syntax::If& node, Span span, const Scalar* expected);
  CoreId match(const syntax::Match& node, Span span, const Scalar* expected);
  MatchValue match_arms(const syntax::Match& node, Span span,
                        const std::function<CoreId(syntax::ExprId)>& arm_value);
  CoreArm arm(const syntax::Arm& arm, const std::vector<CoreId>& scrutinees);
  CorePattern::Item pattern_item(const syntax::PatternItem& item, const Scalar& scrutinee);
  CoreId pattern_atom(const syntax::PatternAtom& atom, Span span, const Scalar& scrutinee);
  CoreId let(const syntax::Let& node, Span span, const std::function<CoreId(syntax::ExprId)>& body);
  CoreId array(const syntax::Array& node, Span span, const Scalar* expected);
  Scalar unify(std::vector<CoreId>& values, Span span, const Scalar* expected, std::string_view what);
  CoreId to_number(CoreId value, std::string_view what);
  CoreId require_bool(CoreId value, std::string_view what);
  void warn_precedence(const std::vector<syntax::ExprId>& operands, std::string_view connective);
  void warn_shadowed_label(syntax::ExprId expr, const Scalar& other);

  // check_calls.cpp
  CoreId call(const syntax::Call& node, Span span, const Scalar* expected);
  CoreId builtin(const syntax::Call& node, Span span, const Scalar* expected);
  CoreId reduce(Reducer reducer, const syntax::Call& node, Span span);
  CoreId extremum(Operator op, const syntax::Call& node, Span span);
  CoreId measure(Measure measure, const syntax::Call& node, Span span);
  CoreId extern_call(ExternId id, const syntax::Call& node, Span span);
  void refuse_call(FunctionId id, const syntax::Call& node, Span span) const;
  CoreId call_function(FunctionId id, const syntax::Call& node, Span span, const Scalar* expected,
                       const std::optional<const Scalar*>& law);
  std::string specialisation_key(FunctionId id, const std::vector<CoreId>& given, const Scalar* expected,
                                 const std::optional<const Scalar*>& law) const;
  Specialisation specialise(FunctionId id, const std::vector<CoreId>& given, const Scalar* expected,
                            const std::optional<const Scalar*>& law);
  const Specialisation* find_specialisation(const std::string& key) const;
  std::vector<CoreId> arguments(const FunctionDef& function, const syntax::Call& node, Span span);
  CoreId argument(syntax::ExprId expr);
  CoreId ascribe(const FunctionDef& function, std::size_t i, CoreId argument);
  void require_arguments(const syntax::Call& node, Span span, std::size_t least, std::size_t most) const;
  Iteration iteration(const syntax::Comprehension& comprehension);
  std::vector<CoreBinder> binders(const std::vector<syntax::Binder>& binders);
  CoreBinder binder(const std::string& name, Span span, CoreId set);

  // check_sets.cpp
  CoreId braces_set(const syntax::Braces& node, Span span, const Scalar* expected);
  CoreId range_set(const syntax::Range& node, Span span);
  CoreId labels_domain(const syntax::Braces& node, Span span);

  // check_laws.cpp
  std::optional<CoreId> distribution(const syntax::Call& node, Span span, const Scalar* declared);
  CoreId uniform(const syntax::Call& node, Span span, const Scalar* declared);
  CoreId row_law(const syntax::Array& node, Span span, const Scalar* declared);
  CoreId keyed_law(const syntax::Braces& node, Span span, const Scalar* declared);
  CoreId conditional_law(const syntax::If& node, Span span, const Scalar* declared);
  CoreId array_law(syntax::ExprId expr, const Scalar* declared);
  Scalar law_scalar(const std::vector<CoreId>& laws, Span span, const Scalar* declared) const;
  CoreId law_key(syntax::ExprId expr, const Scalar* declared);

  // check_terms.cpp
  CoreId world(const syntax::World& node, Span span, const Scalar* expected);
  CoreIntervention intervention(const syntax::Intervention& one);
  CoreId target(const syntax::Target& target);
  CoreId term(TermKind kind, const syntax::Call& node, Span span);
  void conditions(const std::vector<syntax::Condition>& list, Term& term);
  CoreId subject(syntax::ExprId expr, TermKind kind);

  // common
  const syntax::Module& tree() const { return *tree_; }
  const Scope& scope() const { return *scope_; }
  void enter(ModuleId module) {
    tree_ = model_.modules[module].tree.get();
    scope_ = &model_.modules[module].scope;
    hidden_ = locals_.size();
  }
  const Core& core(CoreId id) const { return session_.cores[id]; }
  const Scalar& scalar(CoreId id) const { return core(id).type.scalar; }
  CoreId add(Span span, Type type, CoreNode node);
  SlotId new_slot() { return SlotId(session_.slots++); }
  bool names_variables(syntax::ExprId expr) const;
  CoreId variables_or_value(syntax::ExprId expr, const Scalar* expected);
  static void require_distinct(const std::vector<syntax::Identifier>& names);
  CoreId declare_local(const std::string& name, Span span, Type type);
  std::string describe(const Type& type) const { return sema::describe(type, model_.labels); }
  std::string describe(const Scalar& scalar) const { return sema::describe(scalar, model_.labels); }
  syntax::ExprId strip(syntax::ExprId expr) const;

  /// Restores the checker's place when a part with its own names, module or kind of place ends.
  class Frame;
  friend class Frame;

  const CheckedModel& model_;
  Session& session_;
  const syntax::Module* tree_;
  const Scope* scope_;
  Place place_;
  std::vector<Local> locals_;
  std::size_t hidden_ = 0;  // locals below are out of sight: those of the callers of a function's body
  std::vector<FunctionId> active_;
  struct Extra {  // of `NAME(args | c)`: conditions that every term of the estimand gets
    std::vector<CoreId> conditions;
    std::vector<std::vector<CoreIntervention>> actions;
    std::uint32_t id;
  };
  std::vector<Extra> extras_;
  bool in_term_ = false;
  std::size_t depth_ = 0;
};

/// Names bound and places entered within its lifetime are left with it.
class Checker::Frame {
 public:
  explicit Frame(Checker& checker)
      : checker_(checker),
        tree_(checker.tree_),
        scope_(checker.scope_),
        place_(checker.place_),
        locals_(checker.locals_.size()),
        hidden_(checker.hidden_),
        in_term_(checker.in_term_) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame() {
    checker_.tree_ = tree_;
    checker_.scope_ = scope_;
    checker_.place_ = place_;
    checker_.locals_.erase(checker_.locals_.begin() + static_cast<long>(locals_), checker_.locals_.end());
    checker_.hidden_ = hidden_;
    checker_.in_term_ = in_term_;
  }

 private:
  Checker& checker_;
  const syntax::Module* tree_;
  const Scope* scope_;
  Place place_;
  std::size_t locals_;
  std::size_t hidden_;
  bool in_term_;
};

}  // namespace causeway::sema
