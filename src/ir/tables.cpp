// SPDX-License-Identifier: MIT
#include "ir/tables.hpp"

#include <algorithm>

namespace causeway::ir {

namespace {
/// Up to this many values a scan is faster than hashing.
constexpr std::size_t kScanned = 12;
}  // namespace

ValueList::ValueList(std::vector<ValueId> items) : items_(std::move(items)) {
  if (items_.size() <= kScanned) return;
  for (std::size_t i = 0; i < items_.size(); ++i) places_.emplace(items_[i], static_cast<std::uint32_t>(i));
}

std::optional<std::size_t> ValueList::index_of(ValueId value) const {
  if (items_.size() <= kScanned) {
    const auto found = std::find(items_.begin(), items_.end(), value);
    return found == items_.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - items_.begin()));
  }
  const auto found = places_.find(value);
  return found == places_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

KeyTable::KeyTable(std::size_t arity, std::vector<Key> keys) : arity_(arity), keys_(std::move(keys)) {
  for (std::size_t i = 0; i < keys_.size(); ++i) places_.emplace(keys_[i], static_cast<std::uint32_t>(i));
}

std::optional<std::size_t> KeyTable::find(std::span<const ValueId> key) const {
  const auto found = places_.find(Key(key.begin(), key.end()));
  return found == places_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

std::size_t KeyTable::Hash::operator()(const KeyTable& table) const {
  std::size_t seed = table.arity_;
  for (const Key& key : table.keys_) seed = support::combine(seed, support::SequenceHash()(key));
  return seed;
}

std::size_t LookupTable::Hash::operator()(const LookupTable& table) const {
  return support::combine(KeyTable::Hash()(table.keys), support::SequenceHash()(table.values));
}

MatchTable::MatchTable(std::size_t scrutinees, std::vector<Arm> arms)
    : scrutinees_(scrutinees), arms_(std::move(arms)) {
  std::vector<ValueId> values(scrutinees_);
  for (std::size_t i = 0; i < arms_.size(); ++i) {
    if (!std::all_of(arms_[i].begin(), arms_[i].end(), [](const Pattern& one) { return one.single(); })) {
      general_.push_back(i);
      continue;
    }
    for (std::size_t k = 0; k < scrutinees_; ++k) values[k] = arms_[i][k].values[0];
    const auto never = [](const Pattern&, ValueId) { return false; };
    if (!find(values, never)) single_.add(support::SequenceHash()(values) >> 32U, ArmId(i));
  }
}

std::size_t MatchTable::Hash::operator()(const MatchTable& table) const {
  std::size_t seed = table.scrutinees_;
  for (const Arm& arm : table.arms_) {
    for (const Pattern& pattern : arm) {
      seed = support::combine(seed, support::SequenceHash()(pattern.values) + (pattern.any ? 1 : 0));
      for (const auto& [lo, hi] : pattern.ranges)
        seed = support::combine(seed, support::combine(lo.value, hi.value));
    }
  }
  return seed;
}

}  // namespace causeway::ir
