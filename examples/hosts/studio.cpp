// SPDX-License-Identifier: MIT
// A program with a Lua of its own. Scripts of its users ask its model, by the module that `require
// "causeway"` gives everywhere; they reach no files, and no question of theirs takes longer than a second.
//
//   studio ../student.scm script.lua
#include <causeway/lua.hpp>
#include <causeway/model.hpp>
#include <chrono>
#include <cstdio>
#include <lua.hpp>

namespace {

struct Script {
  const causeway::Model& model;
  const char* file;
};

/// Runs protected, as everything must that may raise an error of Lua.
int run(lua_State* lua) {
  const Script& script = *static_cast<const Script*>(lua_touserdata(lua, 1));
  static const causeway::LuaOptions kOptions = [] {
    causeway::LuaOptions options;
    options.files = false;
    options.ceiling = [] {
      causeway::Limits limits;
      limits.time = std::chrono::seconds(1);
      return limits;
    };
    return options;
  }();
  luaL_requiref(lua, LUA_GNAME, luaopen_base, 1);
  luaL_requiref(lua, LUA_TABLIBNAME, luaopen_table, 1);
  luaL_requiref(lua, LUA_STRLIBNAME, luaopen_string, 1);
  causeway::open_lua(lua, kOptions);
  lua_setglobal(lua, "causeway");
  causeway::push_model(lua, script.model);
  lua_setglobal(lua, "model");
  if (luaL_loadfilex(lua, script.file, "t") != LUA_OK) return lua_error(lua);
  lua_call(lua, 0, 0);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: studio MODEL SCRIPT\n");
    return 2;
  }
  const auto model = causeway::Model::load(argv[1]);
  if (!model) {
    for (const auto& one : model.error()) std::fputs(one.to_string().c_str(), stderr);
    return 2;
  }
  lua_State* lua = luaL_newstate();
  if (lua == nullptr) return 2;
  Script script{model.value(), argv[2]};
  lua_pushcfunction(lua, run);
  lua_pushlightuserdata(lua, &script);
  const int status = lua_pcall(lua, 1, 0, 0);
  if (status != LUA_OK) std::fprintf(stderr, "%s\n", luaL_tolstring(lua, -1, nullptr));
  lua_close(lua);
  return status == LUA_OK ? 0 : 1;
}
