// SPDX-License-Identifier: MIT
// Reading and writing of whole files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "causeway/diagnostic.hpp"

namespace causeway::cli {

/// A message of the program itself, without a place.
Diagnostic plain_error(Code code, const std::string& message, const std::string& hint = "");

/// Up to `most` bytes and, of a longer text, a little more.
std::string read_standard_input(std::size_t most);
/// The same; nothing where it cannot be read.
std::optional<std::string> read_file(const std::string& path, std::size_t most);
/// By way of another file, so that an old text is never lost halfway; a link goes on pointing to it.
bool write_file(const std::string& path, const std::string& text);

}  // namespace causeway::cli
