// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace causeway::lua {

struct StdlibModule {
  const char* name;
  const char* chunk;  // as Lua names it in messages
  std::string_view text;
};

/// The modules of the standard library that are written in Lua, by name.
std::span<const StdlibModule> stdlib_modules();

}  // namespace causeway::lua
