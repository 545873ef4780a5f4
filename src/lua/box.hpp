// SPDX-License-Identifier: MIT
// C++ objects in the hands of Lua. A Lua error may be a longjmp, which skips destructors (a stock Lua is C),
// or an exception (the program's Lua is C++). So that one source serves both:
//
// - nothing with a destructor lives on the C++ stack across a call of Lua that can raise, which is
//   nearly every one. Objects live in userdata (boxes), which Lua collects whatever happens;
// - what throws runs in attempt(), and does not call Lua.
//
// Tests: tests/lua/robust_test.cpp, under ASan and with an allocator that fails at any point.
#pragma once

#include <lua.hpp>
#include <new>
#include <type_traits>

namespace causeway::lua {

/// Its address is T's key in Lua's registry.
template <typename T>
inline char tag = 0;

/// What Lua calls when nobody refers to a box any more; a script with the debug library may call it too, so
/// that it leaves an object that can be looked at and destroyed again.
template <typename T>
int collect(lua_State* lua) {
  T* object = static_cast<T*>(lua_touserdata(lua, 1));
  object->~T();
  new (object) T();
  return 0;
}

/// Pushes the metatable of boxes of T.
template <typename T>
void push_metatable(lua_State* lua) {
  if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<T>) == LUA_TTABLE) return;
  lua_pop(lua, 1);
  lua_createtable(lua, 0, 2);
  lua_pushcfunction(lua, collect<T>);
  lua_setfield(lua, -2, "__gc");
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");  // scripts do not see it
  lua_pushvalue(lua, -1);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &tag<T>);
}

/// Pushes a box with an empty T, and gives that. Until it is filled it needs no destructor.
template <typename T>
T& push_box(lua_State* lua, int uservalues = 0) {
  static_assert(std::is_nothrow_default_constructible_v<T>);
  push_metatable<T>(lua);
  T* object = new (lua_newuserdatauv(lua, sizeof(T), uservalues)) T();
  lua_insert(lua, -2);
  lua_setmetatable(lua, -2);
  return *object;
}

/// The T in the box at this index; null where there is none.
template <typename T>
T* box_at(lua_State* lua, int index) {
  void* object = lua_touserdata(lua, index);
  if (object == nullptr || lua_getmetatable(lua, index) == 0) return nullptr;
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<T>);
  const bool is_one = lua_rawequal(lua, -1, -2) != 0;
  lua_pop(lua, 2);
  return is_one ? static_cast<T*>(object) : nullptr;
}

}  // namespace causeway::lua
