// SPDX-License-Identifier: MIT
// The operations of expressions, and what each strict one computes.
#pragma once

#include <vector>

#include "value.hpp"

namespace causeway::oracle {

enum class Op {
  // leaves
  Constant,
  Plain,   // a variable, in whichever world is being evaluated
  At,      // a variable in a given world
  Member,  // a member of a family of variables that a random index picks
  Draw,    // of a reduced tree: the outcome of a hidden draw
  Term,    // of a query: a probability, a moment
  // strict: all operands are evaluated, from the left
  Not,
  Xor,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  InRange,  // value, lo, hi, step
  Add,
  Sub,
  Mul,
  Div,
  IntDiv,
  Mod,
  Neg,
  Pow,
  Abs,
  Floor,
  Ceil,
  Sign,
  Clamp,
  Fact,
  Choose,
  Ord,
  ToNumber,
  ToBool,
  Check,  // that a value lies in a domain
  // evaluated as far as needed
  And,
  Or,
  Implies,
  If,
  Match,   // scrutinees, then the values of the arms
  Lookup,  // indices, then elements
  In,      // value, then pairs of guard and element
  Min,     // pairs of guard and element; likewise the next three
  Max,
  ArgMin,
  ArgMax,
  // distributions
  Bernoulli,
  Row,
  Keys,     // triples of guard, key and probability
  Uniform,  // pairs of guard and element
  Binomial,
  Hypergeometric,
  Normalize,
};

/// Whether all operands are always evaluated, so that it can be computed from their values.
bool is_strict(Op op);

/// The value of a strict operation other than Check; throws Undefined.
Value operate(Op op, const std::vector<Value>& operands);

/// The value, if the domain has it; throws Undefined otherwise.
Value checked(const Value& value, const Domain& domain);

/// The value as one of the target's type: 0 and 1 become bool, bools become numbers. Throws Undefined.
Value converted(const Value& value, Type target);

}  // namespace causeway::oracle
