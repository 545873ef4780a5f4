// SPDX-License-Identifier: MIT
#include "operations.hpp"

#include <algorithm>

#include "number/functions.hpp"

namespace causeway::oracle {
namespace {

using Operands = std::vector<Value>;

const Rational& number(const Value& value) {
  return std::get<Rational>(value);
}
bool truth(const Value& value) {
  return std::get<bool>(value);
}

Value from(const number::Computed& computed, const char* what) {
  if (computed.status == number::Status::TooLarge) throw Failure("resource", "a number is too large");
  if (computed.status == number::Status::Undefined) throw Undefined{what};
  return computed.value;
}

const Rational& divisor(const Value& value) {
  if (number(value).is_zero()) throw Undefined{"division by zero"};
  return number(value);
}

Rational total(Op op, const Operands& v) {
  Rational all = number(v[0]);
  for (std::size_t i = 1; i < v.size(); ++i) {
    if (op == Op::Add) {
      all += number(v[i]);
    } else {
      all *= number(v[i]);
    }
  }
  return all;
}

bool parity(const Operands& v) {
  bool odd = false;
  for (const Value& value : v) odd = odd != truth(value);
  return odd;
}

bool in_range(const Operands& v) {
  if (v[0] < v[1] || v[0] > v[2]) return false;
  return ((number(v[0]) - number(v[1])) / divisor(v[3])).is_integer();
}

Value to_bool(const Value& value) {
  if (number(value) == Rational(0)) return false;
  if (number(value) == Rational(1)) return true;
  throw Undefined{"a bool can only be 0 or 1"};
}

Value arithmetic(Op op, const Operands& v) {
  const Rational& a = number(v[0]);
  switch (op) {
    case Op::Add:
    case Op::Mul:
      return total(op, v);
    case Op::Sub:
      return a - number(v[1]);
    case Op::Div:
      return a / divisor(v[1]);
    case Op::IntDiv:
      return number::floor_div(a, divisor(v[1]));
    case Op::Mod:
      return number::mod(a, divisor(v[1]));
    case Op::Neg:
      return -a;
    case Op::Pow:
      return from(number::pow(a, number(v[1])), "a power that is not defined");
    case Op::Abs:
      return a < Rational(0) ? -a : a;
    case Op::Floor:
      return number::floor(a);
    case Op::Ceil:
      return number::ceil(a);
    case Op::Sign:
      return Rational(a.sign());
    case Op::Clamp:
      return std::min(std::max(a, number(v[1])), number(v[2]));
    case Op::Fact:
      return from(number::factorial(a), "a factorial that is not defined");
    case Op::Choose:
      return from(number::choose(a, number(v[1])), "a binomial coefficient that is not defined");
    default:
      throw std::logic_error("not arithmetic");
  }
}

}  // namespace

bool is_strict(Op op) {
  return op >= Op::Not && op <= Op::Check;
}

Value operate(Op op, const std::vector<Value>& v) {
  switch (op) {
    case Op::Not:
      return !truth(v[0]);
    case Op::Xor:
      return parity(v);
    case Op::Equal:
      return v[0] == v[1];
    case Op::NotEqual:
      return v[0] != v[1];
    case Op::Less:
      return v[0] < v[1];
    case Op::LessEqual:
      return v[0] <= v[1];
    case Op::Greater:
      return v[0] > v[1];
    case Op::GreaterEqual:
      return v[0] >= v[1];
    case Op::InRange:
      return in_range(v);
    case Op::Ord:
      return Rational(std::get<Label>(v[0]).place + 1);
    case Op::ToNumber:
      return Rational(truth(v[0]) ? 1 : 0);
    case Op::ToBool:
      return to_bool(v[0]);
    default:
      return arithmetic(op, v);
  }
}

Value checked(const Value& value, const Domain& domain) {
  if (!domain.contains(value)) throw Undefined{"a value outside the declared domain"};
  return value;
}

Value converted(const Value& value, Type target) {
  const Type type = type_of(value);
  if (type == target) return value;
  if (type == kNumber && target == kBool) return to_bool(value);
  if (type == kBool && target == kNumber) return operate(Op::ToNumber, {value});
  throw Failure("type", "a value of another type");
}

}  // namespace causeway::oracle
