// SPDX-License-Identifier: MIT
// Syntax tree to text: the canonical layout of `causeway fmt`, and expressions for messages. Parsing what is
// printed gives the same tree. Tests: tests/unit/syntax/printer_test.cpp, tests/golden/format.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "support/source.hpp"
#include "syntax/ast.hpp"

namespace causeway::syntax {

/// The module in canonical layout, comments kept: two blanks of indentation, lines of at most 100 columns
/// where they can be broken, neighbouring declarations, arms and rows of numbers aligned, at most one blank
/// line in a row.
std::string format(const support::SourceMap& sources, const Module& module);

/// An expression on one line, comments left out. `substitute` may replace a name, a binder by its value for
/// instance.
using Substitution = std::function<std::optional<std::string>(std::string_view name)>;
std::string print(const support::SourceMap& sources, const Module& module, ExprId expr,
                  const Substitution& substitute = nullptr);

/// The name as the language writes it: in backquotes unless it is an identifier and no keyword.
std::string spell(std::string_view name);

}  // namespace causeway::syntax
