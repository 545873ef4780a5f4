// SPDX-License-Identifier: MIT
// Syntax tree to folded trees: looks up names, checks types, inlines functions, unrolls comprehensions and
// makes the worlds of interventions. What constants decide against is not even looked at.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "program.hpp"

namespace causeway::oracle {

struct Added;

/// Where an expression stands.
struct Context {
  enum class Place { Declaration, Query, Term };

  const syntax::Module* module = nullptr;
  Env env;
  CallChain calls;
  Place place = Place::Declaration;
  std::optional<int> world;              // of plain names in a term; none: whichever is being evaluated
  int base = kFactual;                   // the world that brackets start from
  bool equality = false;                 // `=` compares
  bool noise = false;                    // only noise may be mentioned
  std::shared_ptr<const Added> added{};  // conditions that calls of estimands add to every term
};

struct Added {
  const std::vector<syntax::Condition>* conditions;
  Context context;
};

/// What a distribution is for: a declared domain (or -1), or at least a type.
struct LawTarget {
  int domain = -1;
  Expected type{};
  bool weights = false;  // within normalize(…): need not sum to 1

  Expected expected(const Trees& trees) const {
    return domain >= 0 ? Expected(trees.domain(domain).type) : type;
  }
};

class Expander {
 public:
  explicit Expander(Program& program) : program_(program), trees_(program.trees) {}

  Context inside(const Closure& closure) const;
  Context declaration() const;

  Item item(syntax::ExprId id, const Context& c, Expected e);
  Tree scalar(syntax::ExprId id, const Context& c, Expected e);
  Tree boolean(syntax::ExprId id, const Context& c);
  Tree number(syntax::ExprId id, const Context& c);
  Rational constant_number(syntax::ExprId id, const Context& c);

  /// The value given to something with a declared domain (or -1).
  Tree assigned(syntax::ExprId id, const Context& c, int domain);
  Tree coerced(Tree tree, int domain);
  Tree converted_to(Tree tree, Type type, bool declared);

  // laws.cpp
  Tree law(syntax::ExprId id, const Context& c, const LawTarget& target);
  Type law_type(Tree law) const;

  // sets.cpp
  std::vector<Binding> set(syntax::ExprId id, const Context& c, Expected e);
  std::vector<Value> values(syntax::ExprId id, const Context& c, Expected e);
  Domain domain(syntax::ExprId id, const Context& c);
  const Domain& named_domain(int type);
  using Body = std::function<void(const Context&, Tree guard)>;
  void unroll(const std::vector<syntax::Binder>& binders, const std::optional<syntax::ExprId>& condition,
              const Context& c, const Body& body, const bool* stop = nullptr);
  using IndexBody = std::function<void(const Index&, const Context&)>;
  void unroll_indices(const syntax::Indices& indices, const Context& c, const std::vector<Expected>& types,
                      const IndexBody& body);
  static Context with(const Context& c, const std::string& name, Binding binding);

  // indexing.cpp
  Item named(const std::string& text, const Context& c, Expected e);
  bool is_known(const std::string& text, const Context& c) const;
  Item indexed(const Item& base, const std::vector<syntax::ExprId>& indices, const Context& c);
  Family& family(int id);
  const Constant& constant(int id);
  Tree tree_of(const Item& item, const Context& c);
  Closure close(syntax::ExprId id, const Context& c) const;

  // calls.cpp
  Env arguments(const std::vector<syntax::Parameter>& parameters, const std::vector<syntax::Argument>& given,
                const Context& caller, const Context& callee);
  Context in_function(const syntax::FunctionDecl& function, const syntax::Call& call, const Context& c);
  Context in_estimand(const syntax::EstimandDecl& estimand, const syntax::Call& call, const Context& c);
  Context in_query(const syntax::QueryDecl& query, const Context& c) const;

  // interventions.cpp
  struct Listed {
    const syntax::Intervention* intervention;
    Context context;
  };
  /// The world that the list makes of `base`.
  int world(int base, const std::vector<Listed>& list, bool action = false);

  // terms.cpp
  Term term(Term::Kind kind, const syntax::Call& call, const Context& c);

 private:
  Item of(Tree tree) const;
  Item known(const Value& value) { return of(trees_.constant(value)); }
  Tree make(Op op, Type type, std::vector<Tree> kids) { return trees_.make(op, type, std::move(kids)); }
  Tree as_boolean(Tree tree);
  Tree as_number(Tree tree);
  void unify(std::vector<Tree>& trees, Expected e);

  // expressions.cpp: one for each kind of node
  Item expand(const syntax::Number& n, const Context& c, Expected e);
  Item expand(const syntax::Truth& n, const Context& c, Expected e);
  Item expand(const syntax::BoolSet& n, const Context& c, Expected e);
  Item expand(const syntax::Wildcard& n, const Context& c, Expected e);
  Item expand(const syntax::Placeholder& n, const Context& c, Expected e);
  Item expand(const syntax::Name& n, const Context& c, Expected e);
  Item expand(const syntax::Qualified& n, const Context& c, Expected e);
  Item expand(const syntax::Group& n, const Context& c, Expected e);
  Item expand(const syntax::Not& n, const Context& c, Expected e);
  Item expand(const syntax::Negate& n, const Context& c, Expected e);
  Item expand(const syntax::Power& n, const Context& c, Expected e);
  Item expand(const syntax::Chain& n, const Context& c, Expected e);
  Item expand(const syntax::Connect& n, const Context& c, Expected e);
  Item expand(const syntax::Implies& n, const Context& c, Expected e);
  Item expand(const syntax::Compare& n, const Context& c, Expected e);
  Item expand(const syntax::Range& n, const Context& c, Expected e);
  Item expand(const syntax::If& n, const Context& c, Expected e);
  Item expand(const syntax::Match& n, const Context& c, Expected e);
  Item expand(const syntax::Let& n, const Context& c, Expected e);
  Item expand(const syntax::Call& n, const Context& c, Expected e);
  Item expand(const syntax::Index& n, const Context& c, Expected e);
  Item expand(const syntax::World& n, const Context& c, Expected e);
  Item expand(const syntax::Array& n, const Context& c, Expected e);
  Item expand(const syntax::Braces& n, const Context& c, Expected e);

  using Branch = std::function<Item(syntax::ExprId)>;
  Item conditional(const syntax::If& n, std::size_t from, const Context& c, Expected e, const Branch& branch);
  Item coerced(Item item, const Context& c, int domain);
  Value qualified(const syntax::Qualified& n);
  syntax::ExprId bare(syntax::ExprId id, const Context& c) const;
  const std::string* bare_name(syntax::ExprId id, const Context& c) const;
  Expected type_if_known(syntax::ExprId id, const Context& c);

  // comparisons.cpp
  std::pair<Expected, Expected> sides(const syntax::Compare& n, const Context& c);
  Tree compared(Op op, Tree left, Tree right);
  Tree membership(const syntax::Compare& n, const Context& c);
  Tree member_of(Tree value, std::vector<Tree> guarded);
  Item matched(const syntax::Match& n, const Context& c, Expected e, const Branch& branch);
  Pattern pattern(const syntax::Pattern& p, Type type, const Context& c);
  Value atom(const syntax::PatternAtom& a, Type type, const Context& c);
  Value named_atom(const std::string& text, Type type, const Context& c);
  void check_coverage(const std::vector<Tree>& scrutinees, const std::vector<std::vector<Pattern>>& arms);
  std::optional<std::vector<Value>> coverage(Tree scrutinee);

  // calls.cpp
  Item aggregate(const syntax::Call& n, const Context& c, Expected e);
  Item total(Op op, const syntax::Call& n, const Context& c);
  Item some(Op op, const syntax::Call& n, const Context& c);
  Item extreme_of(Op op, const syntax::Call& n, const Context& c, Expected e);
  Tree extreme(Op op, std::vector<Tree> pairs, std::vector<std::vector<Value>> keys);
  Item prelude(const syntax::Call& n, const Context& c, Expected e);
  Item length(const syntax::Call& n, const Context& c);
  CallChain entered(const std::string& name, const CallChain& calls) const;

  // indexing.cpp
  Item bound(const Binding& binding, const Context& c, Expected e);
  std::optional<Item> declared(const std::string& text, const Context& c, Expected e);
  Tree read(int variable, const Context& c);
  Tree index(syntax::ExprId id, const Context& c, Expected e);
  Item member(int id, const std::vector<syntax::ExprId>& indices, const Context& c);
  Item members(const Family& family, const std::vector<syntax::ExprId>& indices, const Context& c);
  Item entry(const std::map<Index, Item>& table, const std::vector<syntax::ExprId>& indices,
             const Context& c);
  Item element(const Item& array, Tree index, const Context& c);
  Item picked(const std::vector<Item>& options, Tree index, const Context& c);
  void instantiate(int id);
  void find_index_types(Family& family);
  void add_member(int id, const syntax::VariableDecl& clause, const Index& index, const Context& c);
  Item frozen(Item item, const Context& c);

  // sets.cpp
  std::vector<Value> range(const syntax::Range& n, const Context& c);
  std::vector<Binding> braces(const syntax::Braces& n, const Context& c, Expected e);
  std::vector<Binding> variables(const Item& item);
  std::vector<Binding> domain_of(const syntax::Call& n, const Context& c);
  Domain braced_domain(const syntax::Braces& n, const Context& c);

  // laws.cpp
  Tree call_law(const syntax::Call& n, const Context& c, const LawTarget& target);
  Tree uniform(const syntax::Call& n, const Context& c, const LawTarget& target);
  Tree row(const std::vector<Tree>& elements, bool rest, const LawTarget& target);
  Tree array_law(const syntax::Array& n, const Context& c, const LawTarget& target);
  Tree item_law(const Item& item, const Context& c, const LawTarget& target);
  Tree keys(const syntax::Braces& n, const Context& c, const LawTarget& target);
  Tree key(syntax::ExprId id, const Context& c, const LawTarget& target);
  Tree fitted(Tree key, const LawTarget& target);
  void refuse_repeated(const std::vector<Tree>& keys) const;
  Tree leaf_law(Tree law, const LawTarget& target);
  void check_closed(Tree law, const LawTarget& target);

  // interventions.cpp
  void intervene(const syntax::Intervention& i, const Context& c, bool action, World& list);
  std::vector<int> targets(const syntax::Target& target, const Context& c);
  void replace(const syntax::Intervention& i, Target target, const Context& c, bool action, World& list);

  // terms.cpp
  Item term_item(const syntax::Call& n, const Context& c);
  void take_apart(Tree condition, std::vector<Tree>& conjuncts) const;
  void expand_asked(Term& term, const syntax::Call& n, const Context& c);
  void columns(Term& term, const syntax::Call& n, const Context& c);

  Program& program_;
  Trees& trees_;
};

/// Which kind of term a name stands for before `(`.
std::optional<Term::Kind> term_kind(const std::string& name);
bool is_function(const Program& program, const std::string& name);

}  // namespace causeway::oracle
