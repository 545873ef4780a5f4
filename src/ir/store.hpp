// SPDX-License-Identifier: MIT
// The arena: hash-consed nodes and what their payloads refer to. A model's store is frozen when it is loaded;
// each query builds in a layer on top, which looks into the model's first. Nodes are never simplified here:
// what a query leaves undetermined is judged on them as they were written. Ids of operands are smaller than
// their users', so that passes are loops over ids.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "ir/tables.hpp"
#include "support/budget.hpp"

namespace causeway::ir {

/// A pure function of the host. Called once for each tuple of arguments, from one thread at a time.
class ExternFunction {
 public:
  using Callable = std::function<Value(std::span<const Value>)>;

  ExternFunction(std::string name, Callable callable, std::vector<ValueId> results)
      : name_(std::move(name)), callable_(std::move(callable)), results_(std::move(results)) {}

  const std::string& name() const { return name_; }
  bool bound() const { return static_cast<bool>(callable_); }
  /// The values that it may return.
  const std::vector<ValueId>& results() const { return results_; }
  /// The result, or nothing where the function throws or leaves its declared results; `complaint` then says
  /// why.
  /// Waits for calls of other threads. Throws Exhausted, before a call, and while it waits.
  std::optional<ValueId> call(std::span<const ValueId> args, const ValueTable& values,
                              support::Budget& budget, std::string* complaint) const;

 private:
  struct Outcome {
    std::optional<ValueId> value;
    std::string complaint;
  };
  Outcome compute(std::span<const ValueId> args, const ValueTable& values) const;

  std::string name_;
  Callable callable_;
  std::vector<ValueId> results_;
  mutable std::timed_mutex mutex_;
  mutable std::atomic<std::thread::id> running_;  // in which thread the function is being called
  mutable std::unordered_map<std::string, Outcome>
      known_;  // by the arguments' texts: ids differ between layers
};

class Store {
 public:
  /// A first store, or a layer on a finished one. The budget, which pays for the nodes, must outlive the
  /// store's growth.
  Store(const support::LabelSets& labels, const Store* base, support::Budget& budget);

  // ---- nodes ----

  NodeId make(Op op, std::uint32_t payload, std::span<const NodeId> operands);
  NodeId make(Op op, std::uint32_t payload, std::initializer_list<NodeId> operands) {
    return make(op, payload, std::span<const NodeId>(operands.begin(), operands.size()));
  }
  NodeId constant(ValueId value) { return make(Op::Const, value.value, {}); }
  /// The operand itself where it is a constant in the domain, checked against it already, or drawn from it.
  NodeId check(ValueListId domain, NodeId operand);

  Node operator[](NodeId id) const;
  bool is_constant(NodeId id) const { return (*this)[id].op == Op::Const; }
  ValueId constant_value(NodeId id) const { return ValueId((*this)[id].payload); }
  /// Does it depend on the references of a template?
  bool has_arg(NodeId id) const;
  std::size_t size() const { return offset_ + ops_.size(); }
  /// Ids below are the base's.
  std::size_t offset() const { return offset_; }
  /// From now on equal nodes are told apart, so that each keeps its own place in the text.
  void stop_sharing() { sharing_ = false; }

  // ---- what payloads refer to ----

  ValueTable values;
  support::Interner<ValueListId, ValueList, ValueList::Hash> lists;
  support::Interner<KeyTableId, KeyTable, KeyTable::Hash> keys;
  support::Interner<LookupId, LookupTable, LookupTable::Hash> lookups;
  support::Interner<MatchId, MatchTable, MatchTable::Hash> matches;
  support::OverlayVector<SourceId, Source> sources;
  support::OverlayVector<TableId, ProbabilityTable> tables;
  std::vector<std::shared_ptr<const ExternFunction>> externs;

  /// The name of the variable that a node is, for messages; empty where it is none. Set by who knows
  /// variables.
  std::function<std::string(NodeId)> name_of = [](NodeId) { return std::string(); };

  support::Budget& budget() const { return *budget_; }
  void charge(support::Budget& budget) { budget_ = &budget; }

 private:
  bool same(NodeId id, Op op, std::uint32_t payload, std::span<const NodeId> operands) const;
  NodeId find(std::size_t hash, Op op, std::uint32_t payload, std::span<const NodeId> operands) const;
  void grow();

  const Store* base_;
  std::size_t offset_;
  support::Budget* budget_;
  bool sharing_ = true;
  std::vector<Op> ops_;
  std::vector<std::uint8_t> has_arg_;
  std::vector<std::uint32_t> payloads_;
  std::vector<std::uint32_t> first_;
  std::vector<NodeId> operands_;
  std::vector<std::uint32_t> hashes_;
  std::vector<NodeId> slots_;  // open addressing, a power of two
};

/// The nodes that the roots depend on, ascending: operands stand before their users.
std::vector<NodeId> dependencies(const Store& store, std::span<const NodeId> roots);
/// The same, not through operands that are not to be followed.
std::vector<NodeId> dependencies(const Store& store, std::span<const NodeId> roots,
                                 const std::function<bool(NodeId)>& follow);

/// Does the node give a law: is it one, or a choice between laws?
bool gives_law(const Store& store, NodeId id);

/// `{false, true}`, the numbers … of a list, for messages: at most a handful, then `…`.
std::string text_of(const ValueList& list, const ValueTable& values);

}  // namespace causeway::ir
