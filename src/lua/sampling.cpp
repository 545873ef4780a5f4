// SPDX-License-Identifier: MIT
// Units drawn from a model or a world. Tests: tests/lua/question_test.lua.
#include "lua/context.hpp"
#include "lua/errors.hpp"
#include "lua/handles.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

struct Choice {
  std::uint64_t seed = 1;
  SampleOptions options;
};

/// `{seed = 1, latent = false, noise = false}`.
Choice choice_at(lua_State* lua, int index) {
  Choice result;
  if (lua_isnoneornil(lua, index)) return result;
  luaL_checktype(lua, index, LUA_TTABLE);
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    const std::string_view name = lua_type(lua, -2) == LUA_TSTRING ? text_at(lua, -2) : "?";
    if (name == "seed") {
      if (lua_isinteger(lua, -1) == 0) raise(lua, Code::Usage, "a seed is an integer");
      result.seed = static_cast<std::uint64_t>(lua_tointeger(lua, -1));
    } else if (name == "latent" || name == "noise") {
      (name == "latent" ? result.options.latent : result.options.noise) = lua_toboolean(lua, -1) != 0;
    } else {
      lua_pushfstring(lua, "there is no option `%s` for samples", name.data());
      raise(lua, Code::Usage, lua_tostring(lua, -1), "options are seed, latent and noise");
    }
  }
  return result;
}

/// Pushes a sampler of the model or world at index 1; the choice is at `index`.
Handle<Sampler>& push_sampler(lua_State* lua, int index) {
  const Choice choice = choice_at(lua, index);
  const auto* world = box_at<Handle<World>>(lua, 1);
  const auto* model = world == nullptr ? &model_handle(lua, 1) : nullptr;
  auto& sampler = push_handle<Sampler>(lua, 1, world != nullptr ? world->limits : model->limits);
  call_library(lua, [&](const CancelToken& cancel) {
    const auto draw = [&](const auto& from) {
      return from.sampler(choice.seed, choice.options, cancel).value();
    };
    sampler.object = world != nullptr ? draw(*world->object) : draw(*model->object);
  });
  return sampler;
}

/// Pushes the next unit, `{x = true, n = 3}`; `unit` is a box for its values.
void push_unit(lua_State* lua, Sampler& sampler, std::vector<Value>& unit) {
  call_library(lua, [&](const CancelToken& cancel) { unit = sampler.next(cancel).value(); });
  const std::vector<std::string>& columns = sampler.columns();
  lua_createtable(lua, 0, static_cast<int>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    lua_pushlstring(lua, columns[i].data(), columns[i].size());
    push_value(lua, unit[i]);
    lua_rawset(lua, -3);
  }
}

/// `sample(n [, options])`: a list of units, with the names of its columns.
int sample(lua_State* lua) {
  const lua_Integer count = luaL_checkinteger(lua, 2);
  luaL_argcheck(lua, count >= 0, 2, "a number of units");
  Handle<Sampler>& sampler = push_sampler(lua, 3);
  auto& unit = push_box<std::vector<Value>>(lua);
  lua_newtable(lua);
  for (lua_Integer i = 1; i <= count; ++i) {
    push_unit(lua, *sampler.object, unit);
    lua_rawseti(lua, -2, i);
  }
  // `columns` stands behind the list and not in it, which `json` would have to refuse.
  lua_createtable(lua, 0, 1);
  lua_createtable(lua, 0, 1);
  push_texts(lua, sampler.object->columns());
  lua_setfield(lua, -2, "columns");
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, -2);
  return 1;
}

/// `sampler([options])`: gives one unit after the other, when it is called; also for a loop.
int sampler(lua_State* lua) {
  lua_settop(lua, 2);
  push_sampler(lua, 2);
  account(lua, std::size_t{16} << 10);
  return 1;
}

Handle<Sampler>& sampler_at(lua_State* lua) {
  return handle_at<Sampler>(lua, 1, "sampler");
}

int next_unit(lua_State* lua) {
  Handle<Sampler>& sampler = sampler_at(lua);
  auto& unit = push_box<std::vector<Value>>(lua);
  push_unit(lua, *sampler.object, unit);
  return 1;
}

int columns(lua_State* lua) {
  push_texts(lua, sampler_at(lua).object->columns());
  return 1;
}

int sampler_text(lua_State* lua) {
  sampler_at(lua);
  lua_pushliteral(lua, "sampler");
  return 1;
}

constexpr luaL_Reg kMethods[] = {{"columns", columns}, {"next", next_unit}, {nullptr, nullptr}};
constexpr luaL_Reg kMetamethods[] = {{"__call", next_unit}, {"__tostring", sampler_text}, {nullptr, nullptr}};
constexpr luaL_Reg kSubjectMethods[] = {{"sample", sample}, {"sampler", sampler}, {nullptr, nullptr}};

}  // namespace

void add_samplers(lua_State* lua) {
  add_type<Sampler>(lua, "sampler", kMethods, kMetamethods);
}

void set_sampling_methods(lua_State* lua) {
  luaL_setfuncs(lua, kSubjectMethods, 0);
}

}  // namespace causeway::lua
