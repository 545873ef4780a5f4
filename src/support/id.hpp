// SPDX-License-Identifier: MIT
// Typed indices: a NodeId is not a VarId, though both are 32 bits.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace causeway::support {

template <typename Tag>
struct Id {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t value = kNone;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  constexpr bool valid() const { return value != kNone; }
  constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

/// A vector that only its own ids index.
template <typename IdType, typename T, typename Container = std::vector<T>>
class IdVector {
 public:
  IdType push_back(T item) {
    items_.push_back(std::move(item));
    return IdType(items_.size() - 1);
  }
  T& operator[](IdType id) { return items_[id.index()]; }
  const T& operator[](IdType id) const { return items_[id.index()]; }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void resize(std::size_t n) { items_.resize(n); }
  void resize(std::size_t n, const T& item) { items_.resize(n, item); }
  void reserve(std::size_t n) { items_.reserve(n); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }

 private:
  Container items_;
};

/// One hash from several; for open tables, not for outputs.
inline std::size_t combine(std::size_t seed, std::size_t next) {
  return (seed ^ (next + 0x9e3779b97f4a7c15U + (seed << 6) + (seed >> 2))) * 0xff51afd7ed558ccdU;
}

}  // namespace causeway::support

template <typename Tag>
struct std::hash<causeway::support::Id<Tag>> {
  std::size_t operator()(causeway::support::Id<Tag> id) const { return id.value * 0x9e3779b97f4a7c15U; }
};
