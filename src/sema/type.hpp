// SPDX-License-Identifier: MIT
// The types of checked expressions. Types are kinds, not domains: which numbers a number may be is known only
// after folding.
#pragma once

#include <cstdint>
#include <string>

#include "support/labels.hpp"

namespace causeway::sema {

using support::LabelSetId;
using support::LabelSets;

/// What one value is.
struct Scalar {
  enum class Kind : std::uint8_t {
    Unknown,  // of a family whose type is still being inferred
    Bool,
    Number,
    Label,
    Mixed,  // of a variable out of several, which differ in type
    Name,   // a bare name that can only be a label, and of which the type is not known yet
    Open,   // of a placeholder where nothing says what it must be: what it is bound to
  };
  Kind kind = Kind::Unknown;
  LabelSetId labels;  // of Label
  std::string name;   // of Name

  bool known() const { return kind != Kind::Unknown && kind != Kind::Open; }
  bool numeric() const { return kind == Kind::Bool || kind == Kind::Number || !known(); }
  friend bool operator==(const Scalar&, const Scalar&) = default;
};

inline Scalar boolean() {
  return {Scalar::Kind::Bool, {}, {}};
}
inline Scalar number() {
  return {Scalar::Kind::Number, {}, {}};
}
inline Scalar open() {
  return {Scalar::Kind::Open, {}, {}};
}
inline Scalar label(LabelSetId labels) {
  return {Scalar::Kind::Label, labels, {}};
}

struct Type {
  enum class Shape : std::uint8_t {
    Value,
    Array,      // of constants or expressions, `rank` indices deep
    Set,        // of values, to be a domain, to be iterated over or for `in`
    Variables,  // a family or a list of variables; `rank` indices lead to one
    Law,        // a distribution
    Report,     // dist, map, marginals: a whole query's answer
  };
  Shape shape = Shape::Value;
  Scalar scalar;
  std::size_t rank = 0;

  bool is_value() const { return shape == Shape::Value; }
  friend bool operator==(const Type&, const Type&) = default;
};

inline Type value_of(Scalar scalar) {
  return {Type::Shape::Value, std::move(scalar), 0};
}
inline Type set_of(Scalar scalar) {
  return {Type::Shape::Set, std::move(scalar), 0};
}
inline Type law_of(Scalar scalar) {
  return {Type::Shape::Law, std::move(scalar), 0};
}

/// For messages: `a number`, `a label of Grade`, `an array`.
std::string describe(const Scalar& scalar, const LabelSets& sets);
std::string describe(const Type& type, const LabelSets& sets);

}  // namespace causeway::sema
