// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "causeway/rational.hpp"

namespace causeway::number {

/// Rows of probabilities, all of one length. Entries are integers over one denominator where they fit, as
/// network files give decimals; otherwise rationals.
struct RowTable {
  std::size_t row_length = 0;
  std::vector<std::int64_t> entries;
  std::int64_t denominator = 1;
  std::vector<Rational> large;  // instead of entries
  std::vector<bool> positive;   // by column: surely no entry is 0

  Rational at(std::size_t row, std::size_t column) const {
    const std::size_t cell = row * row_length + column;
    return large.empty() ? Rational(entries[cell], denominator) : large[cell];
  }
};

}  // namespace causeway::number
