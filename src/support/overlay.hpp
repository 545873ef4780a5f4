// SPDX-License-Identifier: MIT
// Tables that grow on top of a frozen one: what a model holds is built once and shared by all its queries;
// what a query adds lies in its own layer. Ids run through both.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <unordered_map>
#include <utility>

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

/// Equal items get equal ids.
template <typename IdType, typename T, typename Hash = std::hash<T>>
class Interner {
 public:
  explicit Interner(const Interner* base = nullptr)
      : base_(base), items_(base == nullptr ? nullptr : &base->items_) {}

  IdType intern(const T& item) {
    if (const IdType known = find(item); known.valid()) return known;
    const IdType id = items_.push_back(item);
    ids_.emplace(item, id);
    return id;
  }
  IdType find(const T& item) const {
    if (base_ != nullptr) {
      if (const IdType known = base_->find(item); known.valid()) return known;
    }
    const auto found = ids_.find(item);
    return found == ids_.end() ? IdType() : found->second;
  }
  const T& operator[](IdType id) const { return items_[id]; }
  std::size_t size() const { return items_.size(); }

 private:
  const Interner* base_;
  OverlayVector<IdType, T> items_;
  std::unordered_map<T, IdType, Hash> ids_;
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
