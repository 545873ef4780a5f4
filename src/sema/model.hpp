// SPDX-License-Identifier: MIT
// A checked model: its declarations with every expression checked. Built by check_model, immutable
// afterwards.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "causeway/limits.hpp"
#include "number/row_table.hpp"
#include "sema/core.hpp"
#include "support/fault.hpp"
#include "support/labels.hpp"
#include "support/source.hpp"
#include "syntax/ast.hpp"

namespace causeway::sema {

using FunctionId = support::Id<struct FunctionTag>;
using ModuleId = support::Id<struct ModuleTag>;

enum class Coupling { None, Quantile, Independent };

/// One index of a family, constant or query: a binder over a set, or the fixed value of one clause.
struct IndexDef {
  std::optional<SlotId> slot;
  std::string name;  // of the binder
  CoreId set;        // or the value
};
struct IndicesDef {
  std::vector<IndexDef> indices;
  std::optional<CoreId> condition;
};

struct DomainDef {
  std::string name;
  Span span;
  CoreId set;
  Scalar scalar;
};

struct ConstantDef {
  std::string name;
  Span span;
  bool parameter;
  IndicesDef indices;
  std::optional<CoreId> domain;
  CoreId value;
  Type type;  // an indexed constant is an array of its rank
};

/// One declaration of a family, or of a single variable, which is a family without indices.
struct Clause {
  Span span;
  Span name_span;
  IndicesDef indices;
  std::optional<CoreId> domain;
  CoreId mechanism;  // a law if stochastic
  bool stochastic;
  Coupling coupling;
  std::string documentation;
};
struct Family {
  std::string name;
  Span span;
  bool noise;
  bool latent;
  std::size_t rank;
  Scalar scalar;
  std::vector<Clause> clauses;
};

struct ExternDef {
  std::string name;
  Span span;
  std::vector<CoreId> domains;
  std::vector<Scalar> scalars;
  CoreId result;
  Scalar result_scalar;
};

/// A fn or estimand; checked anew at each call, for the types of its arguments.
struct FunctionDef {
  std::string name;
  Span span;
  ModuleId module;
  const std::vector<syntax::Parameter>* parameters;
  syntax::ExprId body;
  bool estimand;
};

struct QueryDef {
  std::string name;  // empty: none
  std::string text;  // as written, white space folded
  Span span;
  bool assertion;
  IndicesDef indices;
  CoreId body;
  std::optional<support::Report> error;  // instead of a body
  std::vector<support::Report> warnings;
};

/// What a name means in a module.
struct Entity {
  enum class Kind { Domain, Constant, Family, Extern, Function, Query };
  Kind kind;
  std::uint32_t index;
  ModuleId owner;  // where it is declared
  friend bool operator==(const Entity&, const Entity&) = default;
};

struct Scope {
  std::unordered_map<std::string, Entity> names;
  std::vector<LabelSetId> label_sets;  // in order of declaration, without repetition
  Coupling default_coupling = Coupling::None;
};

struct LoadedModule {
  std::shared_ptr<const syntax::Module> tree;
  std::string key;  // its path, or the name of the stdlib module
  std::vector<ModuleId> imports;
  Scope scope;
};

/// What calls of functions were checked to, by function and argument types: a body is checked once for each.
struct Specialisation {
  std::vector<SlotId> slots;                             // of the parameters
  std::vector<std::pair<std::size_t, CoreId>> defaults;  // of the parameters that got no argument
  CoreId body;
};
using Specialisations = std::map<std::string, Specialisation>;

struct CheckedModel {
  std::string name;
  support::SourceMap sources;
  LabelSets labels;
  CoreStore cores;
  std::uint32_t slots = 0;
  Specialisations specialisations;
  support::IdVector<ModuleId, LoadedModule> modules;   // the first is the model's own
  support::IdVector<DomainDeclId, DomainDef> domains;  // the first is bool
  support::IdVector<ConstantId, ConstantDef> constants;
  std::vector<ConstantId> constant_order;  // what a constant depends on comes before it
  support::IdVector<FamilyId, Family> families;
  support::IdVector<ExternId, ExternDef> externs;
  support::IdVector<FunctionId, FunctionDef> functions;
  support::IdVector<QueryId, QueryDef> queries;
  std::vector<std::shared_ptr<const number::RowTable>> tables;  // of network files: what TableLaw refers to
  std::vector<support::Report> warnings;
};

}  // namespace causeway::sema
