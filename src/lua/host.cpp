// SPDX-License-Identifier: MIT
// What the modules in Lua (stdlib/*.lua) need of the world outside, in a table `host` that a sandbox leaves
// files out of.
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "lua/context.hpp"
#include "lua/handles.hpp"

namespace causeway::lua {

namespace {

/// Seconds since some moment; never goes back.
int clock(lua_State* lua) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  lua_pushnumber(lua, std::chrono::duration<double>(now).count());
  return 1;
}

/// Columns of the terminal that standard error is; nil if it is none.
int terminal(lua_State* lua) {
  winsize size{};
  if (isatty(STDERR_FILENO) == 0) {
    lua_pushnil(lua);
  } else {
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    lua_pushinteger(lua, known ? size.ws_col : 80);
  }
  return 1;
}

/// Writes a text to standard error.
int note(lua_State* lua) {
  std::size_t length = 0;
  const char* text = luaL_checklstring(lua, 1, &length);
  std::fwrite(text, 1, length, stderr);
  std::fflush(stderr);
  return 0;
}

/// Sets a function of a library that the host has opened, if it has.
void set_loaded(lua_State* lua, const char* library, const char* name) {
  luaL_getsubtable(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  if (lua_getfield(lua, -1, library) == LUA_TTABLE) {
    lua_getfield(lua, -1, name);
    lua_setfield(lua, -4, name);
  }
  lua_pop(lua, 2);
}

constexpr luaL_Reg kFunctions[] = {
    {"clock", clock}, {"terminal", terminal}, {"note", note}, {nullptr, nullptr}};

}  // namespace

void add_host(lua_State* lua) {
  luaL_newlib(lua, kFunctions);
  if (context_of(lua).options.files) {
    set_loaded(lua, "io", "open");
    set_loaded(lua, "os", "rename");
    set_loaded(lua, "os", "remove");
  }
  lua_setfield(lua, -2, "host");
}

}  // namespace causeway::lua
