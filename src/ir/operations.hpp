// SPDX-License-Identifier: MIT
// What the strict operations compute, and the rows of the laws. Tests: tests/differential.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "ir/store.hpp"

namespace causeway::ir {

/// Undefined, as a value: what an operation gives that has none.
inline constexpr ValueId kUndefined{std::uint32_t{0xFFFFFFFE}};

/// The result of a strict operation (or of Const) on defined operands, or kUndefined. Throws Exhausted for
/// numbers beyond the limit.
ValueId apply(Store& store, Op op, std::uint32_t payload, std::span<const ValueId> operands);

/// A finite measure over values: ascending, each value once, no zeros.
struct Row {
  std::vector<std::pair<ValueId, Rational>> entries;
  bool negative = false;  // was a weight negative, before equal values were added up?
};

/// Weights as written, unchecked: they may be negative or not sum to 1. Nothing where a parameter is out of
/// range.
std::optional<Row> weights(Store& store, Op op, std::uint32_t payload, std::span<const ValueId> operands);
/// The weights over their sum; nothing where one is negative or the sum is 0.
std::optional<Row> normalized(const Row& row);
Rational total(const Row& row);

/// What a source draws from, given its law's weights: a proper distribution, its values converted to the
/// source's kind; a value outside the declared domain is kUndefined. Nothing where a weight is negative or
/// the sum is not 1.
std::optional<Row> distribution(Store& store, const Source& source, const Row& weights);

/// Does the pattern take the value?
bool takes(const Store& store, const Pattern& pattern, ValueId value);
/// The arm of a match that takes the scrutinees' values, the first that does.
std::optional<std::size_t> matching_arm(const Store& store, const MatchTable& table,
                                        std::span<const ValueId> scrutinees);

/// `lo..hi step s` as values; throws Exhausted beyond the domain limit. Requires s > 0.
std::vector<ValueId> range_values(Store& store, const Rational& lo, const Rational& hi, const Rational& step);

}  // namespace causeway::ir
