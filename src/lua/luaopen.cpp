// SPDX-License-Identifier: MIT
// What `require "causeway"` of a stock Lua calls in causeway.so.
#include <lua.hpp>

#include "causeway/export.hpp"
#include "causeway/lua.hpp"

extern "C" CAUSEWAY_EXPORT int luaopen_causeway(lua_State* lua) {
  return causeway::open_lua(lua);
}
