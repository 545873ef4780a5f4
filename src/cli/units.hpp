// SPDX-License-Identifier: MIT
// Units as lines of CSV or JSON, and graphs as pictures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "causeway/causeway.hpp"

namespace causeway::cli {

/// The columns' names as the first line of CSV (RFC 4180).
std::string csv_header(const std::vector<std::string>& columns);
std::string csv_line(const std::vector<Value>& unit);
/// `{"x":true,"n":3,"r":"1/2","grade":"A"}`: a fraction is text, since JSON has none.
std::string json_line(const std::vector<std::string>& columns, const std::vector<Value>& unit);

/// The picture that Graphviz draws; nothing where its `dot` cannot be run.
std::optional<std::string> svg_of(const std::string& dot);

}  // namespace causeway::cli
