// SPDX-License-Identifier: MIT
// A model as declared: names, families, variables with their folded mechanisms, and the worlds that
// interventions make.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/source.hpp"
#include "syntax/ast.hpp"
#include "tree.hpp"
#include "value.hpp"

namespace causeway::oracle {

struct Scope;
using Env = std::shared_ptr<const Scope>;

/// The functions, estimands and queries being inlined, innermost first: none may come twice.
struct Calls {
  std::string name;
  std::shared_ptr<const Calls> outer;
};
using CallChain = std::shared_ptr<const Calls>;

/// A piece of text with what its names mean: a mechanism, a `let` value, an argument.
struct Closure {
  const syntax::Module* module = nullptr;
  syntax::ExprId expr;
  Env env;
  CallChain calls;
  bool equality = false;  // `=` compares
  int domain = -1;        // of a parameter with a declared domain
};

struct VariableRef {
  int id;
};
using Binding = std::variant<Value, VariableRef, Closure>;

/// What `for`, `let`, `fn` and `estimand` bind, innermost first.
struct Scope {
  std::string name;
  Binding binding;
  Env outer;
};

using Index = std::vector<Value>;

/// What an expression outside the plain ones means: an array, a family, a list of variables, …
struct Item {
  enum class Kind { Scalar, Array, Family, Variables, Table, Queries };
  Kind kind = Kind::Scalar;
  Tree tree = -1;                                // Scalar
  int id = -1;                                   // Scalar: the variable, if it is just one; Family; Queries
  std::vector<Item> elements;                    // Array
  std::vector<int> variables;                    // Variables
  const std::map<Index, Item>* table = nullptr;  // Table: an indexed constant
};

enum class Coupling { None, Quantile, Independent };

/// Fresh, being worked on (to be needed now means a cycle), done.
enum class Progress { Fresh, Busy, Done };

/// Marks something as being worked on; undone if that fails.
class Working {
 public:
  explicit Working(Progress& progress) : progress_(progress) { progress_ = Progress::Busy; }
  ~Working() {
    if (progress_ == Progress::Busy) progress_ = Progress::Fresh;
  }
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;
  void done() { progress_ = Progress::Done; }

 private:
  Progress& progress_;
};

struct Variable {
  int family;
  Index index;
  bool noise;
  bool stochastic;
  Coupling coupling;
  int domain;  // declared, or -1
  Closure text;
  Progress progress = Progress::Fresh;
  Tree mechanism = -1;  // once done
  Type type = kBool;
};

struct Family {
  std::string name;
  std::vector<const syntax::VariableDecl*> clauses;
  std::size_t arity = 0;
  Progress progress = Progress::Fresh;
  std::map<Index, int> members;
  std::vector<Expected> index_types;  // of each position, where it is known to hold labels
};

struct Constant {
  const syntax::ConstantDecl* decl;
  Progress progress = Progress::Fresh;
  Item item{};
  std::map<Index, Item> table{};
};

struct NamedType {
  std::vector<std::string> labels;           // of an enum
  std::optional<syntax::ExprId> definition;  // of a type
  Progress progress = Progress::Fresh;
  Domain domain{kBool, {}};
};

/// What an intervention replaces: a variable, or what one child reads of it.
struct Target {
  int variable;
  int child = -1;
  friend auto operator<=>(const Target&, const Target&) = default;
};
struct Replacement {
  bool stochastic;
  Tree tree;
  friend auto operator<=>(const Replacement&, const Replacement&) = default;
};
/// All that is replaced; later interventions have taken the place of earlier ones.
using World = std::map<Target, Replacement>;
inline constexpr int kFactual = 0;

/// Where a folded expression is read: its plain names stand for variables of `world`, as `reader` reads them
/// if it is a variable's own mechanism.
struct Frame {
  int world;
  int reader = -1;
  friend auto operator<=>(const Frame&, const Frame&) = default;
};
/// A variable in a world; with a reader, what that child reads through an edge that is intervened on.
struct Spot {
  int variable;
  int world;
  int reader = -1;
  friend auto operator<=>(const Spot&, const Spot&) = default;
};

/// What is taken for granted where domains are inferred, with the domains found so far.
struct Assumed {
  /// The only value that a spot can have; null: any.
  std::function<const Value*(Spot)> value_of = [](Spot) { return nullptr; };
  std::map<Spot, std::vector<Value>> domains;
  std::set<Spot> inferring;
};

/// What determines a spot.
struct Definition {
  Tree tree;
  bool law;
  bool own;  // the variable's own mechanism, not one of an intervention
  Frame frame;
  Target target;
};

struct Entity {
  enum class Kind { Type, Constant, Family, Function, Estimand, Query };
  Kind kind;
  int id;
};

/// A probability, a moment, a distribution: what is asked about one set of conditions.
struct Term {
  enum class Kind { P, E, Var, Cov, Dist, Map };
  Kind kind;
  std::vector<Tree> asked;       // event, expressions or columns
  std::vector<Tree> conditions;  // taken apart
};

struct Program {
  support::SourceMap sources;
  std::deque<syntax::Module> modules;  // the model, then queries
  LabelTypes labels;
  Trees trees;
  std::map<std::string, Entity> names;
  std::deque<NamedType> types;
  std::deque<Constant> constants;
  std::deque<Family> families;
  std::deque<Variable> variables;
  std::vector<const syntax::FunctionDecl*> functions;
  std::vector<const syntax::EstimandDecl*> estimands;
  std::vector<const syntax::QueryDecl*> queries;  // named ones
  Coupling default_coupling = Coupling::None;
  std::vector<World> worlds{World{}};
  std::vector<Term> terms;
  Assumed nothing;
  std::map<std::pair<Tree, Frame>, std::set<Spot>> mentions;  // found so far
  std::map<std::pair<Tree, bool>, Law> laws;                  // without variables, found so far

  const syntax::Module& model() const { return modules.front(); }
  const Entity* find(const std::string& name, Entity::Kind kind) const;
  Variable& variable(int id) { return variables[static_cast<std::size_t>(id)]; }
  std::string name(int variable) const;

  /// The folded mechanism, with plain leaves. Throws Failure, "cycle" if it needs itself.
  Tree mechanism(int variable);
  Type type(int variable);
  /// The type of a family's members.
  Type family_type(int family);
  /// The domain that all members of a family declare, or -1.
  int family_domain(int family);

  int world(const World& world);
  /// What a leaf means in a frame.
  Spot spot(int variable, Frame frame) const;
  Spot spot(const Node& leaf, Frame frame) const;
  Definition definition(Spot spot);
};

/// Reads the declarations of the model (modules.front()). Throws Failure.
void load(Program& program);

}  // namespace causeway::oracle
