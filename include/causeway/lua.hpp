// SPDX-License-Identifier: MIT
// Causeway in a program that has Lua 5.4: target causeway::lua.
//
//   lua_State* lua = luaL_newstate();
//   luaL_openlibs(lua);
//   causeway::open_lua(lua);  // now `require "causeway"` works in it
//   lua_pop(lua, 1);
#pragma once

#include <functional>

#include "causeway/limits.hpp"

struct lua_State;

namespace causeway {

class Model;

/// What scripts may do, and what their questions may cost.
struct LuaOptions {
  /// May models be loaded and imported from files, and tables and pictures be written? If not, models come
  /// from texts, and import the standard library only.
  bool files = true;
  /// What loading a model and one question may cost, unless the script says something else.
  Limits limits;
  /// Looked at before each call of the library: none may cost more, whatever the script says. Empty: no such
  /// ceiling.
  std::function<Limits()> ceiling;
  /// The token that each call of the library runs with; empty: nobody cancels.
  std::function<CancelToken()> cancel;
};

/// Pushes the module, and makes `require "causeway"` give it. A lua_CFunction, for luaL_requiref() too.
/// Objects of the module belong to the state, and are used from the thread that runs it. Like everything of
/// Lua's own interface, the functions here raise Lua errors: where memory runs out, for instance.
int open_lua(lua_State* lua);
/// The same with options, of which a copy is kept.
int open_lua(lua_State* lua, const LuaOptions& options);

/// Pushes a model of the host, as `causeway.load` gives one. Requires open_lua().
void push_model(lua_State* lua, const Model& model, const Limits& limits = {});
/// The model at this index of the stack; null where there is none. It lives as long as the value there, and a
/// copy longer; but the functions in Lua that it may call are only there while the state runs a call of it.
const Model* model_at(lua_State* lua, int index);

}  // namespace causeway
