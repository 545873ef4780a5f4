// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "causeway/rational.hpp"

namespace causeway::number {

/// Digits that a number in a text may have, its exponent included.
inline constexpr std::size_t kMaxDigits = 50'000;

enum class ReadStatus { Ok, Malformed, TooLarge };

struct Read {
  ReadStatus status;
  Rational value;
};

/// A number of the language, exactly: `3`, `1_000`, `0.25`, `1e-3`. No sign.
Read read_number(std::string_view text);

}  // namespace causeway::number
