// SPDX-License-Identifier: MIT
#include "lua/options.hpp"

#include "lua/functions.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

/// Pushes the value at `index` as a text of the language, for a parameter: `1/4`, `high`, `[1, 2]`.
void push_parameter(lua_State* lua, int index, const char* name, int depth = 0) {
  index = lua_absindex(lua, index);
  if (lua_type(lua, index) != LUA_TTABLE || depth > 8) {
    lua_pushfstring(lua, "the parameter `%s`", name);
    value_at(lua, index, lua_tostring(lua, -1));
    lua_pop(lua, 1);
    luaL_tolstring(lua, index, nullptr);
    return;
  }
  luaL_checkstack(lua, 8, nullptr);
  luaL_Buffer list;
  luaL_buffinit(lua, &list);
  luaL_addchar(&list, '[');
  const lua_Integer count = luaL_len(lua, index);
  for (lua_Integer i = 1; i <= count; ++i) {
    if (i > 1) luaL_addstring(&list, ", ");
    lua_geti(lua, index, i);
    push_parameter(lua, -1, name, depth + 1);
    lua_remove(lua, -2);
    luaL_addvalue(&list);
  }
  luaL_addchar(&list, ']');
  luaL_pushresult(&list);
}

/// Calls `use(name)` for each entry of the table in the field `field` of the options, the value on the top of
/// the stack.
template <typename Use>
void for_each_entry(lua_State* lua, int options, const char* field, const Use& use) {
  const int type = lua_getfield(lua, options, field);
  if (type != LUA_TNIL && type != LUA_TTABLE) {
    lua_pushfstring(lua, "the option `%s` is a table of names, not a %s", field, luaL_typename(lua, -1));
    raise(lua, Code::Usage, lua_tostring(lua, -1));
  }
  if (type == LUA_TTABLE) {
    const int table = lua_gettop(lua);
    for (lua_pushnil(lua); lua_next(lua, table) != 0; lua_settop(lua, table + 1)) {
      if (lua_type(lua, -2) != LUA_TSTRING) {
        lua_pushfstring(lua, "the option `%s` has a key that is a %s, not a name", field,
                        luaL_typename(lua, -2));
        raise(lua, Code::Usage, lua_tostring(lua, -1));
      }
      use(lua_tostring(lua, -2));
    }
  }
  lua_pop(lua, 1);
}

void check_option_names(lua_State* lua, int options) {
  for (lua_pushnil(lua); lua_next(lua, options) != 0; lua_pop(lua, 1)) {
    const std::string_view name = lua_type(lua, -2) == LUA_TSTRING ? text_at(lua, -2) : "?";
    if (name == "params" || name == "externs" || name == "loader" || name == "limits" || name == "name")
      continue;
    lua_pushfstring(lua, "there is no option `%s`", name.data());
    raise(lua, Code::Usage, lua_tostring(lua, -1), "options are params, externs, loader, limits and name");
  }
}

}  // namespace

/// Fills the options from the table at `index` (or nothing), and leaves the table of functions on the stack.
void read_options(lua_State* lua, int index, std::optional<Options>& options, Limits& limits) {
  Context& context = context_of(lua);
  limits = context.options.limits;
  const lua_Integer functions = push_functions(lua);
  const int table = lua_gettop(lua);
  attempt(lua, [&] {
    options.emplace();
    if (!context.options.files) options->loader = [](const std::string&) { return std::nullopt; };
  });
  if (lua_isnoneornil(lua, index)) {
    limits = limits_of_host(lua, limits);
    options->limits = limits;
    return;
  }
  luaL_checktype(lua, index, LUA_TTABLE);
  check_option_names(lua, index);
  lua_getfield(lua, index, "limits");
  limits = limits_at(lua, -1, limits);
  options->limits = limits;
  lua_pop(lua, 1);
  for_each_entry(lua, index, "params", [&](const char* name) {
    push_parameter(lua, -1, name);
    const std::string_view text = text_at(lua, -1);
    attempt(lua, [&] { options->params[name] = text; });
  });
  for_each_entry(lua, index, "externs", [&](const char* name) {
    luaL_checktype(lua, -1, LUA_TFUNCTION);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, table, name);
    attempt(lua, [&] { options->externs[name] = LuaFunction(context.caller, functions, name); });
  });
  if (lua_getfield(lua, index, "loader") != LUA_TNIL) {
    luaL_checktype(lua, -1, LUA_TFUNCTION);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, table, " loader");  // no extern function has a blank in its name
    attempt(lua, [&] {
      options->loader = [function = LuaFunction(context.caller, functions, " loader")](
                            const std::string& path) { return function.load(path); };
    });
  }
  lua_pop(lua, 1);
}

}  // namespace causeway::lua
