// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "number/integer_table.hpp"

namespace causeway::number {

/// Rows of probabilities, all of one length. They have one denominator where it is short, as network files
/// give decimals.
struct RowTable {
  std::size_t row_length = 0;
  IntegerTable numbers;         // of one word each
  std::vector<Rational> large;  // instead of them
  std::vector<bool> positive;   // by column: surely no entry is 0

  Rational at(std::size_t row, std::size_t column) const {
    const std::size_t cell = row * row_length + column;
    return large.empty() ? numbers.at(cell) : large[cell];
  }

  /// Rows that go with an index: so many values, and how many rows lie between them.
  struct Axis {
    std::size_t size;
    std::size_t stride;
  };
  /// Of `numbers` the rows from `first` on along the axes, the last axis fastest; one column, or all.
  IntegerTable part(std::size_t first, std::span<const Axis> axes, std::optional<std::size_t> column) const;
};

}  // namespace causeway::number
