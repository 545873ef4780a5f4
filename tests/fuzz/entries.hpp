// SPDX-License-Identifier: MIT
// The ways into the library, each handed bytes that mean nothing in particular. What they may do is end in an
// error; what the library throws beside what it declares leaves here and ends the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace causeway::fuzz {

struct Entry {
  const char* name;
  const char* what;
  void (*run)(std::string_view bytes);
  /// Texts to begin with: files of these folders and endings, or lines of them.
  std::vector<std::string> (*seeds)();
};
const std::vector<Entry>& entries();

/// Of the cases that no program may have: prints the text and aborts.
[[noreturn]] void broken(const std::string& promise);

}  // namespace causeway::fuzz
