// SPDX-License-Identifier: MIT
// How a model is loaded, from a table in Lua: `{params = …, externs = …, loader = …, limits = …, name = …}`.
#pragma once

#include <optional>

#include "lua/context.hpp"
#include "lua/handles.hpp"

namespace causeway::lua {

/// Fills the options from the table at `index` (or nothing), and pushes the table of the model's functions.
void read_options(lua_State* lua, int index, std::optional<Options>& options, Limits& limits);

/// Pushes the model that `make(options)` gives; options are at index 2.
template <typename Make>
int push_made_model(lua_State* lua, const Make& make) {
  auto& options = push_box<std::optional<Options>>(lua);
  Limits limits;
  read_options(lua, 2, options, limits);
  auto& handle = push_box<Handle<Model>>(lua, 1);
  lua_insert(lua, -2);
  lua_setiuservalue(lua, -2, 1);
  handle.limits = limits;
  call_library(lua, [&](const CancelToken& cancel) {
    options->cancel = cancel;
    handle.object = make(*options).value();
  });
  options.reset();
  warn_all(lua, handle.object->warnings());
  return 1;
}

}  // namespace causeway::lua
