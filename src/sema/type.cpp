// SPDX-License-Identifier: MIT
#include "sema/type.hpp"

namespace causeway::sema {

std::string describe(const Scalar& scalar, const LabelSets& sets) {
  switch (scalar.kind) {
    case Scalar::Kind::Unknown:
    case Scalar::Kind::Open:
      return "a value";
    case Scalar::Kind::Bool:
      return "a bool";
    case Scalar::Kind::Number:
      return "a number";
    case Scalar::Kind::Label:
      return "a label of " + sets.describe(scalar.labels);
    case Scalar::Kind::Mixed:
      return "a variable of one type or another";
    case Scalar::Kind::Name:
      break;
  }
  return "the label `" + scalar.name + "`";
}

std::string describe(const Type& type, const LabelSets& sets) {
  switch (type.shape) {
    case Type::Shape::Value:
      return describe(type.scalar, sets);
    case Type::Shape::Array:
      return "an array";
    case Type::Shape::Set:
      return "a set";
    case Type::Shape::Variables:
      return type.rank == 0 ? "a list of variables" : "a family";
    case Type::Shape::Law:
      return "a distribution";
    case Type::Shape::Report:
      break;
  }
  return "a table";
}

}  // namespace causeway::sema
