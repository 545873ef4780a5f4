// SPDX-License-Identifier: MIT
// The module `causeway` of Lua 5.4.
#include "lua/answer_tables.hpp"
#include "lua/context.hpp"
#include "lua/errors.hpp"
#include "lua/handles.hpp"
#include "lua/stdlib.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

/// `type(x)`: `rational`, `model`, `error`, `integer`, `string` …
int type_of(lua_State* lua) {
  luaL_checkany(lua, 1);
  if (is_error(lua, 1)) {
    lua_pushliteral(lua, "error");
  } else if (rational_at(lua, 1) != nullptr) {
    lua_pushliteral(lua, "rational");
  } else if (lua_type(lua, 1) == LUA_TUSERDATA && luaL_getmetafield(lua, 1, "__name") == LUA_TSTRING) {
    return 1;
  } else if (lua_type(lua, 1) == LUA_TNUMBER) {
    lua_pushstring(lua, lua_isinteger(lua, 1) != 0 ? "integer" : "float");
  } else {
    lua_pushstring(lua, luaL_typename(lua, 1));
  }
  return 1;
}

void add_context(lua_State* lua, const LuaOptions& options) {
  Context& context = push_box<Context>(lua);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &tag<Context*>);
  attempt(lua, [&] {
    context.options = options;
    context.caller = std::make_shared<Caller>();
  });
}

/// Runs each module of the standard library with the module at the top, which gets what it gives.
void add_stdlib(lua_State* lua) {
  for (const StdlibModule& one : stdlib_modules()) {
    if (luaL_loadbufferx(lua, one.text.data(), one.text.size(), one.chunk, "t") != LUA_OK) lua_error(lua);
    lua_pushvalue(lua, -2);
    lua_call(lua, 1, 1);
    if (std::string_view(one.name) == "answers") {
      lua_rawsetp(lua, LUA_REGISTRYINDEX, &tag<AnswerMetatables>);
    } else {
      lua_setfield(lua, -2, one.name);
    }
  }
}

}  // namespace

}  // namespace causeway::lua

namespace causeway {

int open_lua(lua_State* lua) {
  static const LuaOptions kUsual;  // no temporary: an error would leave it behind
  return open_lua(lua, kUsual);
}

int open_lua(lua_State* lua, const LuaOptions& options) {
  luaL_checkstack(lua, 20, nullptr);
  luaL_getsubtable(lua, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  if (lua_getfield(lua, -1, "causeway") == LUA_TTABLE) {
    lua_remove(lua, -2);
    return 1;
  }
  lua_pop(lua, 1);
  lua_newtable(lua);
  lua::add_errors(lua);
  lua::add_context(lua, options);
  lua::add_rationals(lua);
  lua::add_models(lua);
  lua::add_samplers(lua);
  lua::add_questions(lua);
  lua::add_builder(lua);
  lua::add_json(lua);
  lua::add_host(lua);
  lua_pushcfunction(lua, lua::type_of);
  lua_setfield(lua, -2, "type");
  lua_pushliteral(lua, CAUSEWAY_VERSION);
  lua_setfield(lua, -2, "version");
  lua::add_stdlib(lua);
  lua_pushvalue(lua, -1);
  lua_setfield(lua, -3, "causeway");
  lua_remove(lua, -2);
  return 1;
}

}  // namespace causeway
