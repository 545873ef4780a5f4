// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "causeway/value.hpp"

namespace causeway::lower {

/// What the `$v` of a prepared query stand for. One that is not bound is an error where it is read; a
/// condition that compares with an unbound `$v?` is left out.
struct Placeholders {
  std::map<std::string, Value> values;
  /// For planning before the values are known: bound ones become parameters, numbered by their places here.
  const std::vector<std::string>* parameters = nullptr;
};

}  // namespace causeway::lower
