// SPDX-License-Identifier: MIT
// The nodes of the IR. A node is a constant, a chance node (a source of randomness with its law and its
// arguments) or an operation: pure, over finite domains, with "undefined" as one extra value. Everything a
// model says, and every world of a query, is made of these; nodes are hash-consed (store.hpp), so that what
// an intervention does not reach is the same node in both worlds.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ir/value_table.hpp"

namespace causeway::ir {

using NodeId = support::Id<struct NodeTag>;
using SourceId = support::Id<struct SourceTag>;
using KeyTableId = support::Id<struct KeyTableTag>;
using LookupId = support::Id<struct LookupTag>;
using MatchId = support::Id<struct MatchTag>;
using TableId = support::Id<struct TableTag>;

enum class Op : std::uint8_t {
  // leaves; the payload says which
  Const,    // ValueId
  Arg,      // in templates only: number of the reference that stands here
  ArgPick,  // in templates only: number of the reference to a family, and the random indices into it
  Param,    // number of a `$` slot
  Term,     // in the arithmetic of a query: number of the term
  // a source of randomness; payload SourceId, operands: its law, then its arguments
  Chance,
  // strict operations: undefined if an operand is
  Add,
  Sub,
  Mul,
  Div,
  FloorDiv,
  Mod,
  Pow,
  Neg,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Xor,
  Not,
  Min,
  Max,
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
  In,       // payload ValueListId: is the operand one of these?
  InRange,  // value, lo, hi: is it an integer of lo..hi?
  Check,    // payload ValueListId: the operand if it is one of these, else undefined
  Lookup,   // payload LookupId: an element of a constant array, by the operands
  Call,     // payload number of an extern function
  // lazy operations: only the operands are evaluated that the result needs, from the left
  And,
  Or,
  Implies,
  If,      // condition, value, condition, value …, otherwise; over values or laws
  Match,   // payload MatchId; scrutinees (all evaluated), then one value, or law, an arm
  Pick,    // payload KeyTableId; indices (all evaluated), then one member a key
  ArgMin,  // payload ValueListId: the keys; for each, a guard and a value
  ArgMax,
  Undefined,  // payload Reason
  Same,       // of two: are they equal, or both undefined? Never undefined
  // laws; they evaluate to rows of weights, which a chance node checks and draws from
  Bernoulli,       // p
  Cat,             // payload ValueListId: the keys; one weight each
  Keyed,           // key, weight, key, weight …
  Uniform,         // payload ValueListId
  Binomial,        // n, p
  Hypergeometric,  // population, successes, draws
  Normalize,       // law
  Table,           // payload TableId: a row of a conditional probability table, by the operands
};

inline constexpr std::size_t kOps = static_cast<std::size_t>(Op::Table) + 1;

enum class Reason : std::uint8_t { EmptyExtremum, NoArm };

std::string_view name_of(Op op);
bool is_law(Op op);  // If and Match may be either
bool is_strict(Op op);
/// Does the operation give a bool, whatever its operands?
bool gives_bool(Op op);

struct Node {
  Op op;
  std::uint32_t payload;
  std::span<const NodeId> operands;
};

}  // namespace causeway::ir
