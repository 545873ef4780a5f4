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

std::size_t MatchTable::Hash::operator()(const MatchTable& table) const {
  std::size_t seed = table.scrutinees;
  for (const std::vector<Pattern>& arm : table.arms) {
    for (const Pattern& pattern : arm) {
      seed = support::combine(seed, support::SequenceHash()(pattern.values) + (pattern.any ? 1 : 0));
      for (const auto& [lo, hi] : pattern.ranges)
        seed = support::combine(seed, support::combine(lo.value, hi.value));
    }
  }
  return seed;
}

}  // namespace causeway::ir
