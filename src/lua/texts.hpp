// SPDX-License-Identifier: MIT
// Texts on Lua's stack, which may hold NUL bytes.
#pragma once

#include <lua.hpp>
#include <string_view>

namespace causeway::lua {

/// A view of a text on Lua's stack: it lives as long as that.
inline std::string_view text_at(lua_State* lua, int index) {
  std::size_t length = 0;
  const char* text = lua_tolstring(lua, index, &length);
  return {text == nullptr ? "" : text, length};
}

/// The same of an argument, which must be a text.
inline std::string_view check_text(lua_State* lua, int argument) {
  luaL_checkstring(lua, argument);
  return text_at(lua, argument);
}

/// Sets a field of the table on the top.
inline void set_text(lua_State* lua, const char* field, std::string_view text) {
  lua_pushlstring(lua, text.data(), text.size());
  lua_setfield(lua, -2, field);
}

/// The metamethod `..` of what has a text.
inline int concatenate(lua_State* lua) {
  luaL_tolstring(lua, 1, nullptr);
  luaL_tolstring(lua, 2, nullptr);
  lua_concat(lua, 2);
  return 1;
}

}  // namespace causeway::lua
