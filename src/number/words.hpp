// SPDX-License-Identifier: MIT
// Words, of which long numbers are made.
#pragma once

#include <cstdint>
#include <vector>

namespace causeway::number {

__extension__ using Unsigned128 = unsigned __int128;

constexpr unsigned kWordBits = 64;

/// A natural number: the lowest word first, without leading zeros; 0 has none.
using Words = std::vector<std::uint64_t>;

/// The inverse of an odd number modulo 2^64, by Newton's method.
inline std::uint64_t word_inverse(std::uint64_t odd) {
  std::uint64_t inverse = 1;
  for (int i = 0; i < 6; ++i) inverse *= 2 - odd * inverse;
  return inverse;
}

}  // namespace causeway::number
