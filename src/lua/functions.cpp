// SPDX-License-Identifier: MIT
#include "lua/functions.hpp"

#include <stdexcept>

#include "lua/errors.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

/// Stands for the weak table of all tables of functions in the registry.
struct FunctionTables {};

int push_tables(lua_State* lua) {
  const int type = lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<FunctionTables>);
  if (type == LUA_TTABLE) return 1;
  lua_pop(lua, 1);
  lua_newtable(lua);
  lua_createtable(lua, 0, 1);
  lua_pushliteral(lua, "v");
  lua_setfield(lua, -2, "__mode");
  lua_setmetatable(lua, -2);
  lua_pushvalue(lua, -1);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &tag<FunctionTables>);
  return 1;
}

/// Makes any error a text.
int describe(lua_State* lua) {
  luaL_tolstring(lua, 1, nullptr);
  return 1;
}

}  // namespace

lua_Integer push_functions(lua_State* lua) {
  const lua_Integer number = ++context_of(lua).functions;
  lua_newtable(lua);
  push_tables(lua);
  lua_pushvalue(lua, -2);
  lua_rawseti(lua, -2, number);
  lua_pop(lua, 1);
  return number;
}

struct LuaFunction::Call {
  const LuaFunction& function;
  std::span<const Value> arguments;  // or the path
  const std::string* path = nullptr;
  std::optional<Value> value;  // the result, as one of the two
  std::optional<std::string> text;
};

/// Runs protected: whatever goes wrong in here is an error of Lua.
int LuaFunction::enter(lua_State* lua) {
  Call& call = *static_cast<Call*>(lua_touserdata(lua, 1));
  const std::string& name = call.function.name_;
  push_tables(lua);
  lua_rawgeti(lua, -1, call.function.table_);
  if (lua_istable(lua, -1) == 0) return luaL_error(lua, "the function `%s` is gone", name.c_str());
  lua_getfield(lua, -1, name.c_str());
  luaL_checkstack(lua, static_cast<int>(call.arguments.size()) + 4, "too many arguments");
  if (call.path != nullptr) lua_pushlstring(lua, call.path->data(), call.path->size());
  for (const Value& one : call.arguments) push_value(lua, one);
  lua_call(lua, call.path != nullptr ? 1 : static_cast<int>(call.arguments.size()), 1);
  if (call.path != nullptr) {
    if (lua_isnil(lua, -1)) return 0;
    luaL_argcheck(lua, lua_type(lua, -1) == LUA_TSTRING, 1, "a loader gives a text, or nil");
    const std::string_view text = text_at(lua, -1);
    attempt(lua, [&] { call.text = text; });
  } else {
    lua_pushfstring(lua, "the result of `%s`", name.c_str());
    const Operand result = value_at(lua, -2, lua_tostring(lua, -1));
    attempt(lua, [&] { call.value = result.value(); });
  }
  return 0;
}

void LuaFunction::run(Call& call) const {
  lua_State* lua = caller_->running;
  if (lua == nullptr) throw std::runtime_error("the Lua state of `" + name_ + "` is not running");
  if (lua_checkstack(lua, 4) == 0) throw std::runtime_error("Lua's stack is full");
  const int top = lua_gettop(lua);
  lua_pushcfunction(lua, describe);
  lua_pushcfunction(lua, enter);
  lua_pushlightuserdata(lua, &call);
  if (lua_pcall(lua, 1, 0, top + 1) != LUA_OK) {
    std::string message = lua_type(lua, -1) == LUA_TSTRING ? std::string(text_at(lua, -1)) : "unknown error";
    lua_settop(lua, top);
    throw std::runtime_error(message);
  }
  lua_settop(lua, top);
}

Value LuaFunction::operator()(std::span<const Value> arguments) const {
  Call call{*this, arguments, nullptr, std::nullopt, std::nullopt};
  run(call);
  return *call.value;
}

std::optional<std::string> LuaFunction::load(const std::string& path) const {
  Call call{*this, {}, &path, std::nullopt, std::nullopt};
  run(call);
  return call.text;
}

}  // namespace causeway::lua
