// SPDX-License-Identifier: MIT
// A model in the IR: families expanded to variables, each with its folded mechanism as a template over what
// it refers to. Built by lower_model, immutable afterwards.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "ir/store.hpp"
#include "sema/model.hpp"

namespace causeway::lower {

using ir::Key;
using ir::NodeId;
using ir::SourceId;
using ir::ValueId;
using ir::ValueListId;
using sema::FamilyId;
using support::Report;
using support::Span;
using VarId = support::Id<struct VarTag>;
using WorldId = support::Id<struct WorldTag>;

/// The world without interventions.
inline constexpr WorldId kFactual{0};

/// Some members of a family: an index is fixed, or free.
struct Slice {
  FamilyId family;
  std::vector<std::optional<ValueId>> pattern;
  friend bool operator==(const Slice&, const Slice&) = default;
};

/// What a template refers to: a variable, or the members of a family that a random index chooses from; read
/// in the world being evaluated, or in one that was fixed when the reference was written.
struct Ref {
  std::variant<VarId, Slice> target;
  std::optional<WorldId> world;
  friend bool operator==(const Ref&, const Ref&) = default;
};

/// The references of a template; shared by the templates of its parts.
class RefList {
 public:
  RefList() {
    static const auto kNone = std::make_shared<const std::vector<Ref>>();
    refs_ = kNone;
  }
  explicit RefList(std::vector<Ref> refs) : RefList() {
    if (!refs.empty()) refs_ = std::make_shared<const std::vector<Ref>>(std::move(refs));
  }

  const Ref& operator[](std::size_t i) const { return (*refs_)[i]; }
  std::size_t size() const { return refs_->size(); }
  bool empty() const { return refs_->empty(); }
  auto begin() const { return refs_->begin(); }
  auto end() const { return refs_->end(); }
  friend bool operator==(const RefList& a, const RefList& b) {
    return a.refs_ == b.refs_ || *a.refs_ == *b.refs_;
  }

 private:
  std::shared_ptr<const std::vector<Ref>> refs_;
};

/// A folded expression: nodes with Arg i and ArgPick i where reference i stands.
struct Template {
  NodeId root;
  RefList refs;
  friend bool operator==(const Template&, const Template&) = default;
};

struct Variable {
  FamilyId family;
  const sema::Clause* clause;
  Key index;
  std::string name;  // `grade`, `x[1, low]`
  bool noise;
  bool stochastic;
  std::optional<ValueListId> domain;  // declared
  Template mechanism;                 // a law if stochastic
  SourceId source;                    // if stochastic
};

/// An array of constants or of expressions, by index tuples.
struct ArrayData {
  bool positional;  // indices count from 1; a label stands for its place
  std::shared_ptr<const ir::KeyTable> keys;
  std::vector<NodeId> elements;  // by number of the key
};
using ConstantData = std::variant<ValueId, std::shared_ptr<const ArrayData>>;

/// The members of a family.
class Members {
 public:
  /// In order of declaration.
  const std::vector<VarId>& list() const { return list_; }
  /// The one with this index; an invalid id if there is none.
  template <typename VariableOf>
  VarId find(const Key& index, VariableOf variable_of) const {
    return by_index_.find(hash(index), [&](VarId one) { return variable_of(one).index == index; });
  }
  /// Requires that there is none with this index.
  void add(const Key& index, VarId one) {
    by_index_.add(hash(index), one);
    list_.push_back(one);
  }

 private:
  static std::size_t hash(const Key& index) { return support::SequenceHash()(index) >> 32U; }

  std::vector<VarId> list_;
  support::IdTable<VarId> by_index_;
};

struct LoweredModel {
  std::shared_ptr<const sema::CheckedModel> checked;
  std::unique_ptr<ir::Store> store;
  support::IdVector<VarId, Variable, std::deque<Variable>> variables;  // references stay valid while it grows
  support::IdVector<FamilyId, Members> members;
  support::IdVector<sema::ConstantId, ConstantData> constants;
  std::vector<std::vector<VarId>> parents;  // by variable; in order of mention
  std::vector<std::vector<VarId>> children;
  std::vector<NodeId> factual;  // by variable: its node in the world without interventions
  std::vector<Report> warnings;
};

/// What the host gives a model: values of parameters, as texts of the language, and extern functions.
struct Bindings {
  std::vector<std::pair<std::string, std::string>> parameters;
  std::unordered_map<std::string, ir::ExternFunction::Callable> externs;
};

struct LowerResult {
  std::shared_ptr<const LoweredModel> model;  // null where there are errors
  std::vector<Report> errors;
  support::SourceMap sources;  // to resolve the errors with
};

}  // namespace causeway::lower
