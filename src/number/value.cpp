// SPDX-License-Identifier: MIT
#include "causeway/value.hpp"

#include <algorithm>
#include <stdexcept>

namespace causeway {

std::string Value::to_string() const {
  switch (kind()) {
    case Kind::Bool:
      return boolean() ? "true" : "false";
    case Kind::Number:
      return number().to_string();
    case Kind::Label:
      break;
  }
  return label();
}

Domain::Domain(std::vector<Value> values, std::string name)
    : values_(std::make_shared<const std::vector<Value>>(std::move(values))), name_(std::move(name)) {
  if (values_->empty()) throw std::invalid_argument("causeway::Domain: no values");
  const auto alike = [&](const Value& one) { return one.kind() == kind(); };
  if (!std::all_of(values_->begin(), values_->end(), alike))
    throw std::invalid_argument("causeway::Domain: values of different kinds");
  std::vector<const Value*> sorted;
  sorted.reserve(values_->size());
  for (const Value& one : *values_) sorted.push_back(&one);
  const auto less = [](const Value* a, const Value* b) {
    if (a->kind() == Value::Kind::Number) return a->number() < b->number();
    return a->kind() == Value::Kind::Bool ? a->boolean() < b->boolean() : a->label() < b->label();
  };
  std::sort(sorted.begin(), sorted.end(), less);
  const auto same = [](const Value* a, const Value* b) { return *a == *b; };
  if (std::adjacent_find(sorted.begin(), sorted.end(), same) != sorted.end())
    throw std::invalid_argument("causeway::Domain: a value twice");
}

std::optional<std::size_t> Domain::index_of(const Value& value) const {
  const auto found = std::find(values_->begin(), values_->end(), value);
  if (found == values_->end()) return std::nullopt;
  return static_cast<std::size_t>(found - values_->begin());
}

namespace {

/// Consecutive integers: written `lo..hi`.
bool is_interval(const std::vector<Value>& values) {
  if (values[0].kind() != Value::Kind::Number || !values[0].number().is_integer() || values.size() < 2)
    return false;
  const auto successive = [](const Value& a, const Value& b) {
    return a.number() + Rational(1) != b.number();
  };
  return std::adjacent_find(values.begin(), values.end(), successive) == values.end();
}

}  // namespace

std::string Domain::to_string() const {
  if (kind() == Value::Kind::Bool && size() == 2) return "bool";
  if (is_interval(*values_)) return values_->front().to_string() + ".." + values_->back().to_string();
  std::string text = "{";
  for (const Value& value : *values_) text += (text.size() > 1 ? ", " : "") + value.to_string();
  return text + "}";
}

}  // namespace causeway
