// SPDX-License-Identifier: MIT
// Models made piece by piece. Tests: tests/lua/model_test.lua.
#include "causeway/builder.hpp"

#include "lua/errors.hpp"
#include "lua/functions.hpp"
#include "lua/handles.hpp"
#include "lua/options.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

ModelBuilder& self(lua_State* lua) {
  return *handle_at<ModelBuilder>(lua, 1, "builder").object;
}

/// Every step gives the builder again.
int self_again(lua_State* lua) {
  lua_settop(lua, 1);
  return 1;
}

/// Calls `use(value)` for each value of the list at `index`.
template <typename Use>
void for_each_value(lua_State* lua, int index, const char* what, const Use& use) {
  index = lua_absindex(lua, index);
  luaL_checktype(lua, index, LUA_TTABLE);
  const lua_Integer count = luaL_len(lua, index);
  for (lua_Integer i = 1; i <= count; ++i) {
    lua_geti(lua, index, i);
    use(value_at(lua, -1, what));
    lua_pop(lua, 1);
  }
}

/// Pushes a box with the domain that the list at `index` is.
const Domain& push_domain(lua_State* lua, int index) {
  index = lua_absindex(lua, index);
  auto& domain = push_box<std::optional<Domain>>(lua);
  auto& values = push_box<std::vector<Value>>(lua);
  for_each_value(lua, index, "a value of a domain",
                 [&](const Operand& one) { attempt(lua, [&] { values.push_back(one.value()); }); });
  attempt(lua, [&] { domain.emplace(values); });
  lua_pop(lua, 1);
  return *domain;
}

/// Adds the probabilities in the list at `index`: rationals, integers or texts.
void read_row(lua_State* lua, int index, std::vector<Rational>& row) {
  for_each_value(lua, index, "a probability", [&](const Operand& one) {
    bool read = one.kind != Operand::Kind::Bool;
    attempt(lua, [&] {
      if (one.kind == Operand::Kind::Text) {
        const auto number = Rational::parse(one.text);
        read = number.has_value();
        if (number) row.push_back(*number);
      } else if (read) {
        row.push_back(one.number());
      }
    });
    if (!read) raise(lua, Code::Usage, "a probability is a number", "write \"1/4\" or \"0.25\"");
  });
}

/// Pushes a box with the list of names at `index`.
const std::vector<std::string>& push_names(lua_State* lua, int index) {
  auto& names = push_box<std::vector<std::string>>(lua);
  for_each_value(lua, index, "a name", [&](const Operand& one) {
    if (one.kind != Operand::Kind::Text) raise(lua, Code::Usage, "parents are given by their names");
    attempt(lua, [&] { names.emplace_back(one.text); });
  });
  return names;
}

/// `noise(name, domain, probabilities)`.
int noise(lua_State* lua) {
  ModelBuilder& builder = self(lua);
  const std::string_view name = check_text(lua, 2);
  const Domain& domain = push_domain(lua, 3);
  auto& row = push_box<std::vector<Rational>>(lua);
  read_row(lua, 4, row);
  attempt(lua, [&] { builder.noise(std::string(name), domain, row); });
  return self_again(lua);
}

/// `law(name, domain, parents, rows)`.
int law(lua_State* lua) {
  ModelBuilder& builder = self(lua);
  const std::string_view name = check_text(lua, 2);
  const Domain& domain = push_domain(lua, 3);
  const auto& parents = push_names(lua, 4);
  luaL_checktype(lua, 5, LUA_TTABLE);
  auto& rows = push_box<std::vector<std::vector<Rational>>>(lua);
  const lua_Integer count = luaL_len(lua, 5);
  for (lua_Integer i = 1; i <= count; ++i) {
    attempt(lua, [&] { rows.emplace_back(); });
    lua_geti(lua, 5, i);
    read_row(lua, -1, rows.back());
    lua_pop(lua, 1);
  }
  attempt(lua, [&] { builder.law(std::string(name), domain, parents, rows); });
  return self_again(lua);
}

/// `mechanism(name, domain, expression)`, `mechanism(name, domain, parents, function)`.
int mechanism(lua_State* lua) {
  ModelBuilder& builder = self(lua);
  const std::string_view name = check_text(lua, 2);
  const Domain& domain = push_domain(lua, 3);
  if (lua_type(lua, 4) == LUA_TSTRING) {
    const std::string_view expression = text_at(lua, 4);
    attempt(lua, [&] { builder.mechanism(std::string(name), domain, std::string(expression)); });
    return self_again(lua);
  }
  const auto& parents = push_names(lua, 4);
  luaL_checktype(lua, 5, LUA_TFUNCTION);
  Context& context = context_of(lua);
  const lua_Integer functions = push_functions(lua);
  lua_pushvalue(lua, 2);
  lua_pushvalue(lua, 5);
  lua_settable(lua, -3);
  call_library(lua, [&](const CancelToken&) {
    const std::string called(name);
    builder.mechanism(called, domain, parents, LuaFunction(context.caller, functions, called));
  });
  return self_again(lua);
}

/// `query(name, text)`.
int query(lua_State* lua) {
  ModelBuilder& builder = self(lua);
  const std::string_view name = check_text(lua, 2);
  const std::string_view text = check_text(lua, 3);
  attempt(lua, [&] { builder.query(std::string(name), std::string(text)); });
  return self_again(lua);
}

template <ModelBuilder& (ModelBuilder::*step)()>
int change(lua_State* lua) {
  ModelBuilder& builder = self(lua);
  attempt(lua, [&] { (builder.*step)(); });
  return self_again(lua);
}

/// The model as the language writes it.
int text(lua_State* lua) {
  const ModelBuilder& builder = self(lua);
  std::string& text = push_box<std::string>(lua);
  attempt(lua, [&] { text = builder.text(); });
  lua_pushlstring(lua, text.data(), text.size());
  return 1;
}

/// `build([options])`.
int build(lua_State* lua) {
  const ModelBuilder& builder = self(lua);
  lua_settop(lua, 2);
  return push_made_model(lua, [&](const Options& options) { return builder.build(options); });
}

/// `builder([name])`.
int make(lua_State* lua) {
  const std::string_view name = lua_isnoneornil(lua, 1) ? "model" : check_text(lua, 1);
  auto& builder = push_box<Handle<ModelBuilder>>(lua, 1);
  attempt(lua, [&] { builder.object.emplace(std::string(name)); });
  return 1;
}

constexpr luaL_Reg kMethods[] = {{"noise", noise},
                                 {"law", law},
                                 {"mechanism", mechanism},
                                 {"query", query},
                                 {"latent", change<&ModelBuilder::latent>},
                                 {"coupled_by_quantile", change<&ModelBuilder::coupled_by_quantile>},
                                 {"coupled_independently", change<&ModelBuilder::coupled_independently>},
                                 {"text", text},
                                 {"build", build},
                                 {nullptr, nullptr}};
constexpr luaL_Reg kMetamethods[] = {{"__tostring", text}, {nullptr, nullptr}};

}  // namespace

void add_builder(lua_State* lua) {
  add_type<ModelBuilder>(lua, "builder", kMethods, kMetamethods);
  lua_pushcfunction(lua, make);
  lua_setfield(lua, -2, "builder");
}

}  // namespace causeway::lua
