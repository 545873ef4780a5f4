// SPDX-License-Identifier: MIT
// Models and what is made from them, as userdata. Each keeps in its uservalue the table of those functions in
// Lua that its model calls, so that they live as long as anything that may call them, and no longer.
#pragma once

#include <optional>

#include "causeway/builder.hpp"
#include "causeway/model.hpp"
#include "lua/box.hpp"

namespace causeway::lua {

/// An object of the library, with limits for what is asked of it. Empty only before it is filled, and after
/// Lua has collected it.
template <typename T>
struct Handle {
  Handle() noexcept = default;

  std::optional<T> object;
  Limits limits;
};

/// The handle at this index; an argument error where there is none.
template <typename T>
Handle<T>& handle_at(lua_State* lua, int index, const char* kind) {
  auto* handle = box_at<Handle<T>>(lua, index);
  if (handle == nullptr || !handle->object) luaL_typeerror(lua, index, kind);
  return *handle;
}

inline Handle<Model>& model_handle(lua_State* lua, int index) {
  return handle_at<Model>(lua, index, "model");
}

/// Pushes an empty handle, for something made from what is at `origin`, whose functions it may call too.
template <typename T>
Handle<T>& push_handle(lua_State* lua, int origin, const Limits& limits) {
  origin = lua_absindex(lua, origin);
  auto& handle = push_box<Handle<T>>(lua, 1);
  handle.limits = limits;
  lua_getiuservalue(lua, origin, 1);
  lua_setiuservalue(lua, -2, 1);
  return handle;
}

/// Sets name and methods of a type of handles. `index`: what `object.name` is, with the table of methods as
/// its upvalue; null: a method.
template <typename T>
void add_type(lua_State* lua, const char* name, const luaL_Reg* methods, const luaL_Reg* metamethods,
              lua_CFunction index = nullptr) {
  push_metatable<Handle<T>>(lua);
  luaL_setfuncs(lua, metamethods, 0);
  lua_pushstring(lua, name);
  lua_setfield(lua, -2, "__name");
  lua_newtable(lua);
  luaL_setfuncs(lua, methods, 0);
  if (index != nullptr) lua_pushcclosure(lua, index, 1);
  lua_setfield(lua, -2, "__index");
  lua_pop(lua, 1);
}

/// Pushes the table of methods of a type that add_type() has made.
template <typename T>
void push_methods(lua_State* lua) {
  push_metatable<Handle<T>>(lua);
  lua_getfield(lua, -1, "__index");
  if (lua_isfunction(lua, -1)) {
    lua_getupvalue(lua, -1, 1);
    lua_remove(lua, -2);
  }
  lua_remove(lua, -2);
}

// Each adds to the module on the top of the stack:

void add_models(lua_State* lua);     ///< `load`, `parse`, `format`, and the type of models
void add_samplers(lua_State* lua);   ///< the type of samplers
void add_questions(lua_State* lua);  ///< worlds and prepared queries; what models answer. Requires models
void add_builder(lua_State* lua);    ///< `builder`
void add_json(lua_State* lua);       ///< `json`
void add_host(lua_State* lua);       ///< `host`: what the host lets the modules in Lua do

/// Sets `sample` and `sampler` into the table at the top.
void set_sampling_methods(lua_State* lua);

}  // namespace causeway::lua
