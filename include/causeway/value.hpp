// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "causeway/rational.hpp"

namespace causeway {

/// A value of a variable: a bool, a number (always exact) or a label. A plain value type.
class CAUSEWAY_EXPORT Value {
 public:
  enum class Kind { Bool, Number, Label };

  Value() : Value(false) {}
  template <std::same_as<bool> Bool>
  Value(Bool b) : content_(b) {}                 // NOLINT(google-explicit-constructor)
  Value(Rational r) : content_(std::move(r)) {}  // NOLINT(google-explicit-constructor)
  template <std::signed_integral Int>
  Value(Int n) : content_(Rational(n)) {}  // NOLINT(google-explicit-constructor)
  template <std::unsigned_integral Int>
  requires(!std::same_as<Int, bool>) Value(Int n)  // NOLINT(google-explicit-constructor)
      : content_(*Rational::parse(std::to_string(n))) {}
  template <std::floating_point Float>
  Value(Float) = delete;
  Value(std::string label) : content_(Label{std::move(label)}) {}  // NOLINT(google-explicit-constructor)
  Value(std::string_view label) : Value(std::string(label)) {}     // NOLINT(google-explicit-constructor)
  Value(const char* label) : Value(std::string(label)) {}          // NOLINT(google-explicit-constructor)

  Kind kind() const { return static_cast<Kind>(content_.index()); }
  /// Each requires its kind; throws std::bad_variant_access otherwise.
  bool boolean() const { return std::get<bool>(content_); }
  const Rational& number() const { return std::get<Rational>(content_); }
  const std::string& label() const { return std::get<Label>(content_).text; }

  /// `true`, `1/2`, `A`.
  std::string to_string() const;

  friend bool operator==(const Value&, const Value&) = default;

 private:
  struct Label {
    std::string text;
    friend bool operator==(const Label&, const Label&) = default;
  };
  std::variant<bool, Rational, Label> content_;
};

/// A finite, ordered set of values of one kind: what a variable may be. A plain value type, cheap to copy.
class CAUSEWAY_EXPORT Domain {
 public:
  /// Requires values, all of one kind, none twice, in the domain's order; throws std::invalid_argument
  /// otherwise. Sorts them once, to see.
  explicit Domain(std::vector<Value> values, std::string name = "");

  Value::Kind kind() const { return (*values_)[0].kind(); }
  std::size_t size() const { return values_->size(); }
  const std::vector<Value>& values() const { return *values_; }
  /// The place of a value in the domain's order, from 0. Goes through the values.
  std::optional<std::size_t> index_of(const Value& value) const;
  bool contains(const Value& value) const { return index_of(value).has_value(); }
  /// The name of its `enum` or `type`; empty if it has none.
  const std::string& name() const { return name_; }
  /// As the language writes it: `bool`, `0..3`, `{easy, hard}`.
  std::string to_string() const;

  friend bool operator==(const Domain& a, const Domain& b) { return *a.values_ == *b.values_; }

 private:
  std::shared_ptr<const std::vector<Value>> values_;
  std::string name_;
};

}  // namespace causeway
