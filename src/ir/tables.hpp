// SPDX-License-Identifier: MIT
// What the payloads of nodes refer to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ir/node.hpp"
#include "number/row_table.hpp"

namespace causeway::ir {

/// Values in order: a domain, the keys of a law, what an argmax chooses from. Each stands there once.
class ValueList {
 public:
  explicit ValueList(std::vector<ValueId> items);

  const std::vector<ValueId>& items() const { return items_; }
  std::size_t size() const { return items_.size(); }
  std::optional<std::size_t> index_of(ValueId value) const;
  bool contains(ValueId value) const { return index_of(value).has_value(); }

  friend bool operator==(const ValueList& a, const ValueList& b) { return a.items_ == b.items_; }
  struct Hash {
    std::size_t operator()(const ValueList& list) const { return support::SequenceHash()(list.items_); }
  };

 private:
  std::vector<ValueId> items_;
  std::unordered_map<ValueId, std::uint32_t> places_;  // only of longer lists
};

using Key = std::vector<ValueId>;

/// Index tuples and their numbers: the members of a family that a random index chooses from.
class KeyTable {
 public:
  KeyTable(std::size_t arity, std::vector<Key> keys);

  std::size_t arity() const { return arity_; }
  const std::vector<Key>& keys() const { return keys_; }
  std::optional<std::size_t> find(std::span<const ValueId> key) const;

  friend bool operator==(const KeyTable& a, const KeyTable& b) {
    return a.arity_ == b.arity_ && a.keys_ == b.keys_;
  }
  struct Hash {
    std::size_t operator()(const KeyTable& table) const;
  };

 private:
  std::size_t arity_;
  std::vector<Key> keys_;
  std::unordered_map<Key, std::uint32_t, support::SequenceHash> places_;
};

/// A constant array, or a slice of one: values by index tuples.
struct LookupTable {
  KeyTable keys;
  std::vector<ValueId> values;

  friend bool operator==(const LookupTable&, const LookupTable&) = default;
  struct Hash {
    std::size_t operator()(const LookupTable& table) const;
  };
};

/// What one pattern of a match takes: anything, or listed values and ranges of integers.
struct Pattern {
  bool any = false;
  std::vector<ValueId> values;
  std::vector<std::pair<ValueId, ValueId>> ranges;

  bool single() const { return !any && values.size() == 1 && ranges.empty(); }

  friend bool operator==(const Pattern&, const Pattern&) = default;
};
class MatchTable {
 public:
  using Arm = std::vector<Pattern>;  // one pattern a scrutinee

  MatchTable(std::size_t scrutinees, std::vector<Arm> arms);

  std::size_t scrutinees() const { return scrutinees_; }
  const std::vector<Arm>& arms() const { return arms_; }
  /// The first arm that takes the values; `takes` says whether a pattern takes a value. One lookup for all
  /// arms of which every pattern is a single value, and one after the other of the rest.
  template <typename Takes>
  std::optional<std::size_t> find(std::span<const ValueId> values, Takes takes) const;

  friend bool operator==(const MatchTable& a, const MatchTable& b) {
    return a.scrutinees_ == b.scrutinees_ && a.arms_ == b.arms_;
  }
  struct Hash {
    std::size_t operator()(const MatchTable& table) const;
  };

 private:
  using ArmId = support::Id<struct ArmTag>;

  std::size_t scrutinees_;
  std::vector<Arm> arms_;
  support::IdTable<ArmId> single_;    // the first arm for each combination of single values
  std::vector<std::size_t> general_;  // the other arms, ascending
};

template <typename Takes>
std::optional<std::size_t> MatchTable::find(std::span<const ValueId> values, Takes takes) const {
  const ArmId single = single_.find(support::SequenceHash()(values) >> 32U, [&](ArmId arm) {
    return std::equal(values.begin(), values.end(), arms_[arm.index()].begin(),
                      [](ValueId value, const Pattern& pattern) { return pattern.values[0] == value; });
  });
  const std::size_t before = single.valid() ? single.index() : arms_.size();
  for (const std::size_t arm : general_) {
    if (arm >= before) break;
    if (std::equal(values.begin(), values.end(), arms_[arm].begin(),
                   [&](ValueId value, const Pattern& pattern) { return takes(pattern, value); }))
      return arm;
  }
  return single.valid() ? std::optional(before) : std::nullopt;
}

/// How a source responds to different arguments in different worlds.
enum class Coupling : std::uint8_t { None, Quantile, Independent };

/// A source of randomness: a noise variable, the hidden part of a `~` variable, or the draw of a stochastic
/// intervention.
struct Source {
  enum class Kind : std::uint8_t { Noise, Variable, Intervention };
  Kind kind;
  std::string name;                   // of the variable, or of the intervention
  std::uint32_t owner;                // number of the variable whose source it is, or on which is intervened
  std::optional<ValueListId> domain;  // declared
  std::optional<ir::Kind> converts_to;  // Bool or Number: draws are converted to it
  Coupling coupling;
};

/// A conditional probability table: one row over `values` for each combination of the parents' values, the
/// last parent fastest.
struct ProbabilityTable {
  ValueListId values;
  std::vector<ValueListId> parents;
  std::shared_ptr<const number::RowTable> rows;
};

}  // namespace causeway::ir
