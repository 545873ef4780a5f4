// SPDX-License-Identifier: MIT
// Values, their types and domains, and the two ways in which something may be wrong: with the text (Failure),
// or with an operation for one unit (Undefined).
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "causeway/rational.hpp"

namespace causeway::oracle {

/// The place-th label (from 0) of a label type.
struct Label {
  int type;
  int place;
  friend auto operator<=>(const Label&, const Label&) = default;
};

/// Values of one type compare in domain order.
using Value = std::variant<bool, Rational, Label>;

struct Type {
  enum class Kind { Bool, Number, Label, Law };
  Kind kind;
  int labels = -1;  // which label type
  friend auto operator<=>(const Type&, const Type&) = default;
};

inline constexpr Type kBool{Type::Kind::Bool};
inline constexpr Type kNumber{Type::Kind::Number};
inline constexpr Type kLaw{Type::Kind::Law};

using Expected = std::optional<Type>;

Type type_of(const Value& value);

/// Values ascending.
struct Domain {
  Type type;
  std::vector<Value> values;
  friend auto operator<=>(const Domain&, const Domain&) = default;

  bool contains(const Value& value) const;
};

/// Positive probabilities, values ascending.
using Law = std::vector<std::pair<Value, Rational>>;

/// An error with its code; ends the work on a declaration or a query.
class Failure : public std::runtime_error {
 public:
  Failure(std::string code, const std::string& message)
      : std::runtime_error(message), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

/// An operation that has no value for the unit at hand.
struct Undefined {
  std::string message;
  std::string code = "undefined-operation";
};

/// Label sets with the same labels in the same order are one type.
class LabelTypes {
 public:
  int intern(const std::vector<std::string>& labels);
  const std::vector<std::string>& labels(int type) const { return types_[static_cast<std::size_t>(type)]; }
  std::optional<Value> find(int type, const std::string& label) const;
  /// Every type that has the label.
  std::vector<Value> find(const std::string& label) const;
  Domain domain(Type type) const;  // of bool or a label type

 private:
  std::vector<std::vector<std::string>> types_;
};

/// `A`, `true`, `1/2`.
std::string text(const Value& value, const LabelTypes& labels);

}  // namespace causeway::oracle
