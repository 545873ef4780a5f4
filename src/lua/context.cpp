// SPDX-License-Identifier: MIT
#include "lua/context.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "lua/errors.hpp"
#include "lua/texts.hpp"

namespace causeway::lua {

Context& context_of(lua_State* lua) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<Context*>);
  auto* context = static_cast<Context*>(lua_touserdata(lua, -1));
  lua_pop(lua, 1);
  if (context == nullptr) luaL_error(lua, "causeway was not opened in this state");
  return *context;
}

void account(lua_State* lua, std::size_t bytes) {
  constexpr std::size_t kStep = std::size_t{1} << 18;
  Context& context = context_of(lua);
  context.unpaid += bytes;
  if (context.unpaid < kStep) return;
  const std::size_t kilobytes = std::min<std::size_t>(context.unpaid >> 10, 1 << 20);
  context.unpaid = 0;
  lua_gc(lua, LUA_GCSTEP, static_cast<int>(kilobytes));
}

namespace {

/// A field of the table of limits, in `unit`s; false where there is none.
bool limit_field(lua_State* lua, int index, const char* name, double unit, double& value) {
  const int type = lua_getfield(lua, index, name);
  if (type != LUA_TNIL) {
    value = lua_tonumber(lua, -1) * unit;
    if (type != LUA_TNUMBER || !(value >= 0) || value > 0x1p62) {
      lua_pushfstring(lua, "the limit `%s` is a number, and not below 0", name);
      raise(lua, Code::Usage, lua_tostring(lua, -1));
    }
  }
  lua_pop(lua, 1);
  return type != LUA_TNIL;
}

/// Refuses names that are no limits.
void check_names(lua_State* lua, int index) {
  static constexpr std::string_view kNames[] = {"time",   "steps", "memory",  "factor",
                                                "domain", "depth", "threads", "source"};
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    const bool text = lua_type(lua, -2) == LUA_TSTRING;
    const std::string_view name = text ? text_at(lua, -2) : "";
    if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) continue;
    lua_pushfstring(lua, "there is no limit `%s`", text ? name.data() : luaL_typename(lua, -2));
    raise(lua, Code::Usage, lua_tostring(lua, -1),
          "limits are time (in seconds), steps, memory (in bytes), factor, domain, depth, source, threads");
  }
}

void lower(std::size_t& limit, std::size_t most) {
  limit = std::min(limit, most);
}

/// The smaller of both.
Limits least(Limits a, const Limits& b) {
  lower(a.source, b.source);
  lower(a.depth, b.depth);
  lower(a.domain, b.domain);
  lower(a.factor, b.factor);
  lower(a.steps, b.steps);
  lower(a.memory, b.memory);
  if (b.time.count() != 0 && (a.time.count() == 0 || b.time < a.time)) a.time = b.time;
  if (a.threads == 0) a.threads = b.threads;
  return a;
}

}  // namespace

Limits limits_of_host(lua_State* lua, Limits limits) {
  const Context& context = context_of(lua);
  if (!context.options.ceiling) return limits;
  Limits host;
  attempt(lua, [&] { host = context.options.ceiling(); });
  return least(limits, host);
}

Limits limits_at(lua_State* lua, int index, Limits limits) {
  if (!lua_isnoneornil(lua, index)) {
    index = lua_absindex(lua, index);
    luaL_checktype(lua, index, LUA_TTABLE);
    check_names(lua, index);
    struct Field {
      const char* name;
      std::size_t& value;
    };
    for (const Field& field : {Field{"steps", limits.steps},
                               {"memory", limits.memory},
                               {"factor", limits.factor},
                               {"domain", limits.domain},
                               {"depth", limits.depth},
                               {"threads", limits.threads},
                               {"source", limits.source}}) {
      double value = 0;
      if (limit_field(lua, index, field.name, 1, value)) field.value = static_cast<std::size_t>(value);
    }
    double time = 0;
    if (limit_field(lua, index, "time", 1000, time))  // less than a millisecond is no time, not: no limit
      limits.time = std::chrono::milliseconds(time == 0 ? -1 : std::max<std::int64_t>(1, std::llround(time)));
  }
  return limits_of_host(lua, limits);
}

}  // namespace causeway::lua
