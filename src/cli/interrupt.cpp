// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

#include <csignal>
#include <lua.hpp>

namespace causeway::cli {

namespace {

// What a signal handler may touch.
const CancelToken* the_token = nullptr;
lua_State* the_script = nullptr;

/// Raises `cancelled` in the script, as the library does.
void stop_script(lua_State* lua, lua_Debug*) {
  lua_sethook(lua, nullptr, 0, 0);
  luaL_checkstack(lua, 6, nullptr);
  luaL_getsubtable(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(lua, -1, "causeway");
  if (lua_istable(lua, -1) && lua_getfield(lua, -1, "error") == LUA_TFUNCTION) {
    lua_pushliteral(lua, "cancelled");
    lua_pushliteral(lua, "interrupted");
    lua_call(lua, 2, 0);
  }
  luaL_error(lua, "interrupted");
}

void on_interrupt(int signal) {
  std::signal(signal, SIG_DFL);
  if (the_token != nullptr) the_token->cancel();
  constexpr int kAny = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;
  if (the_script != nullptr) lua_sethook(the_script, stop_script, kAny, 1);  // as lua.c does
}

}  // namespace

Interruptible::Interruptible(const CancelToken& cancel, lua_State* script) : cancel_(cancel) {
  the_token = &cancel_;
  the_script = script;
  std::signal(SIGINT, on_interrupt);
}

Interruptible::~Interruptible() {
  std::signal(SIGINT, SIG_DFL);
  the_token = nullptr;
  the_script = nullptr;
}

}  // namespace causeway::cli
