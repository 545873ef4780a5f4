// SPDX-License-Identifier: MIT
// Tables that grow on top of a frozen one: what a model holds is built once and shared by all its queries;
// what a query adds lies in its own layer. Ids run through both.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "support/id.hpp"

namespace causeway::support {

template <typename IdType, typename T>
class OverlayVector {
 public:
  explicit OverlayVector(const OverlayVector* base = nullptr)
      : base_(base), offset_(base == nullptr ? 0 : base->size()) {}

  IdType push_back(T item) {
    items_.push_back(std::move(item));
    return IdType(offset_ + items_.size() - 1);
  }
  const T& operator[](IdType id) const {
    return id.index() < offset_ ? (*base_)[id] : items_[id.index() - offset_];
  }
  /// Requires an id of this layer.
  T& own(IdType id) { return items_[id.index() - offset_]; }
  std::size_t size() const { return offset_ + items_.size(); }
  std::size_t offset() const { return offset_; }

 private:
  const OverlayVector* base_;
  std::size_t offset_;
  std::deque<T> items_;  // references to items stay valid
};

/// Ids found by what they stand for: open addressing, no allocation for each.
template <typename IdType>
class IdTable {
 public:
  /// The id with this hash for which `same` holds; an invalid one if there is none.
  template <typename Same>
  IdType find(std::size_t hash, Same same) const {
    if (slots_.empty()) return IdType();
    for (std::size_t i = place(hash);; i = next(i)) {
      const Slot& slot = slots_[i];
      if (!slot.id.valid()) return IdType();
      if (slot.hash == static_cast<std::uint32_t>(hash) && same(slot.id)) return slot.id;
    }
  }
  /// Requires that it is not there.
  void add(std::size_t hash, IdType id) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    put({id, static_cast<std::uint32_t>(hash)});
    ++size_;
  }

 private:
  struct Slot {
    IdType id;
    std::uint32_t hash = 0;
  };
  std::size_t place(std::size_t hash) const { return static_cast<std::uint32_t>(hash) & (slots_.size() - 1); }
  std::size_t next(std::size_t place) const { return (place + 1) & (slots_.size() - 1); }
  void put(Slot slot) {
    std::size_t i = place(slot.hash);
    while (slots_[i].id.valid()) i = next(i);
    slots_[i] = slot;
  }
  void grow() {
    constexpr std::size_t kFirst = 16;
    const std::vector<Slot> before =
        std::exchange(slots_, std::vector<Slot>(std::max(2 * slots_.size(), kFirst)));
    for (const Slot& one : before) {
      if (one.id.valid()) put(one);
    }
  }

  std::vector<Slot> slots_;  // a power of two, at most half of them taken
  std::size_t size_ = 0;
};

/// Equal items get equal ids.
template <typename IdType, typename T, typename Hash = std::hash<T>>
class Interner {
 public:
  explicit Interner(const Interner* base = nullptr)
      : base_(base), items_(base == nullptr ? nullptr : &base->items_) {}

  IdType intern(const T& item) {
    const std::size_t hash = spread(Hash()(item));
    if (const IdType known = find(item, hash); known.valid()) return known;
    const IdType id = items_.push_back(item);
    ids_.add(hash, id);
    return id;
  }
  IdType find(const T& item) const { return find(item, spread(Hash()(item))); }
  const T& operator[](IdType id) const { return items_[id]; }
  std::size_t size() const { return items_.size(); }

 private:
  /// Of hashes whose low bits say little.
  static std::size_t spread(std::size_t hash) { return combine(hash, 0) >> 32U; }
  IdType find(const T& item, std::size_t hash) const {
    if (base_ != nullptr) {
      if (const IdType known = base_->find(item, hash); known.valid()) return known;
    }
    return ids_.find(hash, [&](IdType id) { return items_[id] == item; });
  }

  const Interner* base_;
  OverlayVector<IdType, T> items_;
  IdTable<IdType> ids_;
};

/// For items that are vectors of ids or numbers.
struct SequenceHash {
  template <typename Sequence>
  std::size_t operator()(const Sequence& items) const {
    std::size_t seed = items.size();
    for (const auto& item : items) seed = combine(seed, std::hash<std::decay_t<decltype(item)>>()(item));
    return seed;
  }
};

}  // namespace causeway::support
