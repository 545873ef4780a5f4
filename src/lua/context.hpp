// SPDX-License-Identifier: MIT
// What the module knows of its Lua state: what the host allows, and who is asking.
#pragma once

#include <memory>

#include "causeway/lua.hpp"
#include "lua/errors.hpp"

namespace causeway::lua {

/// The coroutine whose call of the library is running: it is where the library calls functions in Lua. Shared
/// with those functions' owners, which may outlive the state.
struct Caller {
  lua_State* running = nullptr;
};

struct Context {
  Context() noexcept = default;

  LuaOptions options;
  std::shared_ptr<Caller> caller;
  lua_Integer functions = 0;  // tables of functions that models were given so far
  std::size_t unpaid = 0;     // bytes outside of Lua's sight that its collector has not been told of
};

/// Of this state. Requires open_lua(); raises an error otherwise.
Context& context_of(lua_State* lua);

/// While it lives, the library's call is this coroutine's.
class Running {
 public:
  Running(Context& context, lua_State* lua) : caller_(*context.caller), before_(caller_.running) {
    caller_.running = lua;
  }
  ~Running() { caller_.running = before_; }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Caller& caller_;
  lua_State* before_;
};

/// Runs `work(cancel)`, a call of the library, as attempt() does; it may call functions in Lua meanwhile.
template <typename Work>
void call_library(lua_State* lua, const Work& work) {
  Context& context = context_of(lua);
  attempt(lua, [&] {
    const Running running(context, lua);
    work(context.options.cancel ? context.options.cancel() : CancelToken());
  });
}

/// So many bytes were taken that Lua does not see, for what a box holds: its collector works accordingly. May
/// run finalizers.
void account(lua_State* lua, std::size_t bytes);

/// What a call may cost: these limits, and the host's.
Limits limits_of_host(lua_State* lua, Limits limits);
/// The same; first of all those that the table at `index` sets (nil or nothing: none).
Limits limits_at(lua_State* lua, int index, Limits limits);

}  // namespace causeway::lua
