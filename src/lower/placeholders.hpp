// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "causeway/value.hpp"
#include "ir/value_table.hpp"

namespace causeway::lower {

/// What the `$v` of a prepared query stand for. One that is not bound is an error where it is read; a
/// condition that compares with an unbound `$v?` is left out.
struct Placeholders {
  std::map<std::string, Value> values;
  /// For planning before the values are known: bound ones become parameters, numbered by their places here.
  const std::vector<std::string>* parameters = nullptr;
  /// Values of the model's own store, whatever their texts would mean.
  std::map<std::string, ir::ValueId> exact = {};
};

/// The placeholder that stands for a variable's value, the one of that number.
inline std::string placeholder_for(const std::string& variable, std::size_t number) {
  return "value " + std::to_string(number) + " of " + variable;
}
/// The variable that it was made for; nothing for a placeholder of the host's.
inline std::optional<std::string> variable_of(const std::string& placeholder) {
  const std::size_t of = placeholder.find(" of ");
  if (!placeholder.starts_with("value ") || of == std::string::npos) return std::nullopt;
  return placeholder.substr(of + 4);
}

}  // namespace causeway::lower
