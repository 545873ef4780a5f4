// SPDX-License-Identifier: MIT
// Values of the IR, interned: `true`, `1` and a label are three values, however alike they print.
#pragma once

#include <compare>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "causeway/rational.hpp"
#include "causeway/value.hpp"
#include "support/labels.hpp"
#include "support/overlay.hpp"

namespace causeway::ir {

using ValueId = support::Id<struct ValueTag>;
using ValueListId = support::Id<struct ValueListTag>;
using support::LabelSetId;

inline constexpr ValueId kFalse{0};
inline constexpr ValueId kTrue{1};

struct LabelRef {
  LabelSetId set;
  std::uint32_t index = 0;
  friend bool operator==(const LabelRef&, const LabelRef&) = default;
};

/// The kinds of values in the order in which they are compared across kinds (which only messages and tables
/// do).
enum class Kind : std::uint8_t { Bool, Number, Label };

class ValueTable {
 public:
  /// A first table, or a layer on a finished one.
  ValueTable(const support::LabelSets& labels, const ValueTable* base);

  ValueId boolean(bool value) const { return value ? kTrue : kFalse; }
  ValueId number(const Rational& value);
  ValueId label(LabelSetId set, std::size_t index);

  Kind kind(ValueId id) const { return static_cast<Kind>(items_[id].index()); }
  const Rational& number(ValueId id) const { return std::get<Rational>(items_[id]); }
  const LabelRef& label(ValueId id) const { return std::get<LabelRef>(items_[id]); }

  /// The order of domains: false before true, numbers ascending, labels as declared.
  std::strong_ordering compare(ValueId a, ValueId b) const;
  bool less(ValueId a, ValueId b) const { return compare(a, b) < 0; }

  std::string text(ValueId id) const;
  Value value(ValueId id) const;
  const support::LabelSets& labels() const { return labels_; }
  std::size_t size() const { return items_.size(); }

 private:
  using Item = std::variant<bool, Rational, LabelRef>;
  struct Hash {
    std::size_t operator()(const Item& item) const;
  };
  ValueId intern(const Item& item);

  const support::LabelSets& labels_;
  support::Interner<ValueId, Item, Hash> items_;
  std::vector<ValueId> small_;  // the integers from 0 on, as far as they were met
};

}  // namespace causeway::ir
