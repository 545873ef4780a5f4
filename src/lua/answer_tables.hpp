// SPDX-License-Identifier: MIT
// What tables of answers do beyond being tables is written in Lua: stdlib/answers.lua gives a metatable for
// each kind.
#pragma once

#include "lua/box.hpp"

namespace causeway::lua {

struct AnswerMetatables {};

/// Sets the metatable of this kind (`distribution`, `indexed`, `map`, `marginals`) on the table at the top.
inline void set_answer_metatable(lua_State* lua, const char* kind) {
  if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<AnswerMetatables>) == LUA_TTABLE) {
    lua_getfield(lua, -1, kind);
    lua_setmetatable(lua, -3);
  }
  lua_pop(lua, 1);
}

}  // namespace causeway::lua
