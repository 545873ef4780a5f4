// SPDX-License-Identifier: MIT
// Small texts of messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace causeway::support {

/// In backquotes, as messages name pieces of a model.
inline std::string quote(std::string_view text) {
  return "`" + std::string(text) + "`";
}

/// `a`, `a or b`, `a, b or c`.
std::string join_choices(const std::vector<std::string>& names, std::string_view last = " or ");

/// `1 value`, `3 values`.
std::string count_of(std::size_t n, std::string_view noun);

/// 1,234,567.
std::string grouped(std::uint64_t n);

/// The candidate that is most like a misspelt name, if one is near enough to be what was meant.
std::string closest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace causeway::support
