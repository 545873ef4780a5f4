// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace causeway::syntax {

bool is_keyword(std::string_view word);

/// May a name be written without backquotes? Answered by the lexer.
bool is_identifier(std::string_view text);

}  // namespace causeway::syntax
