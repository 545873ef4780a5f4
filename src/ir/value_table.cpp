// SPDX-License-Identifier: MIT
#include "ir/value_table.hpp"

namespace causeway::ir {

namespace {
constexpr std::int64_t kSmall = 1024;
}  // namespace

ValueTable::ValueTable(const support::LabelSets& labels, const ValueTable* base)
    : labels_(labels), items_(base == nullptr ? nullptr : &base->items_) {
  if (base != nullptr) {
    small_ = base->small_;
    return;
  }
  intern(false);
  intern(true);
  for (std::int64_t i = 0; i < kSmall; ++i) small_.push_back(intern(Rational(i)));
}

std::size_t ValueTable::Hash::operator()(const Item& item) const {
  if (const auto* number = std::get_if<Rational>(&item)) return number->hash();
  if (const auto* label = std::get_if<LabelRef>(&item))
    return support::combine(label->set.value, label->index);
  return std::get<bool>(item) ? 1 : 2;
}

ValueId ValueTable::intern(const Item& item) {
  return items_.intern(item);
}

ValueId ValueTable::number(const Rational& value) {
  const auto integer = value.to_int64();
  if (integer && *integer >= 0 && *integer < static_cast<std::int64_t>(small_.size())) {
    return small_[static_cast<std::size_t>(*integer)];
  }
  return intern(value);
}

ValueId ValueTable::label(LabelSetId set, std::size_t index) {
  return intern(LabelRef{set, static_cast<std::uint32_t>(index)});
}

std::strong_ordering ValueTable::compare(ValueId a, ValueId b) const {
  if (a == b) return std::strong_ordering::equal;
  if (kind(a) != kind(b)) return kind(a) <=> kind(b);
  switch (kind(a)) {
    case Kind::Bool:
      return a <=> b;
    case Kind::Number:
      return number(a) <=> number(b);
    case Kind::Label:
      break;
  }
  return label(a).index <=> label(b).index;
}

std::string ValueTable::text(ValueId id) const {
  return value(id).to_string();
}

Value ValueTable::value(ValueId id) const {
  switch (kind(id)) {
    case Kind::Bool:
      return id == kTrue;
    case Kind::Number:
      return number(id);
    case Kind::Label:
      break;
  }
  return labels_.labels(label(id).set)[label(id).index];
}

}  // namespace causeway::ir
