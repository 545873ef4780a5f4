// SPDX-License-Identifier: MIT
// The module in a host's own state: one call opens it, models go in and out, and whatever Lua does (errors
// that unwind through the library, no memory at any point, collection at any point, states closed at any
// point) nothing leaks and nothing crashes. Built with both Luas: the one in C unwinds by longjmp, the other
// by exceptions.
#include <doctest/doctest.h>

#include <cstdlib>
#include <lua.hpp>
#include <string>

#include "causeway/causeway.hpp"
#include "causeway/lua.hpp"

namespace {

/// An allocator that has no memory left after so many allocations.
struct Scarce {
  long left = -1;  // negative: any number

  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t size) {
    auto& scarce = *static_cast<Scarce*>(self);
    if (size == 0) {
      std::free(block);
      return nullptr;
    }
    const bool grows = block == nullptr || size > old_size;  // giving back always works
    if (grows && scarce.left == 0) return nullptr;
    if (grows && scarce.left > 0) --scarce.left;
    return std::realloc(block, size);
  }
};

int open_everything(lua_State* lua) {
  luaL_openlibs(lua);
  causeway::open_lua(lua);
  lua_setglobal(lua, "cw");
  return 0;
}

/// Runs a text; gives the error, empty if there is none.
std::string run(lua_State* lua, const char* text) {
  std::string error;
  if (luaL_loadstring(lua, text) != LUA_OK || lua_pcall(lua, 0, 0, 0) != LUA_OK) {
    const char* message = luaL_tolstring(lua, -1, nullptr);
    error = message == nullptr ? "?" : message;
    lua_settop(lua, 0);
  }
  return error;
}

struct State {
  Scarce memory;
  lua_State* lua = lua_newstate(Scarce::allocate, &memory);

  State() {
    lua_pushcfunction(lua, open_everything);
    REQUIRE(lua_pcall(lua, 0, 0, 0) == LUA_OK);
  }
  ~State() { lua_close(lua); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

/// Uses everything once, with errors on the way.
const char* const kAll = R"lua(
local text = [[extern fn f(bool, bool) : bool
noise u ~ bernoulli(1/3) noise w ~ bernoulli(1/5)
enum Grade {good, bad}
var x = f(u, w) var y = x or w
var g : Grade = if y then good else bad
query named = P(x)]]
local m = cw.parse(text, { externs = { f = function(a, b) return a and b end }, params = {} })
local r = cw.rational "1/3" ^ 300 + m:P "x"
local s = r .. " " .. tostring(r < 1) .. r:decimal(3)
for _ = 1, 2 do
  assert(m:dist "x, g":prob(true, "good") and m:map "x, y" and m:marginals().g and m:query "named")
end
local w = m:given { u = true }:act { x = false }:act "g = bad"
assert(w:P "y" and #w:sample(3) == 3 and w:graph "dot" and w:graph())
local q = m:prepare "P(y | do(x = $v), u = $u?)"
assert(q { v = true } and q:bind { u = false } { v = false } and q:placeholders())
assert(m:info() and m:explain "P(y[x = true] | x = false)" and m:ir() and m:questions() and m:domain "g")
assert(cw.json.encode(cw.json.decode '[1, 0.5, {"x": "y"}]') and cw.csv.text({ "p" }, { { r } }))
assert(not pcall(m.P, m, "nonsense(") and not pcall(cw.parse, "var x = y var z = q"))
assert(not pcall(function() return r + 0.5 end) and not pcall(m.given, m, { [1] = 2 }))
local bad = cw.parse(text, { externs = { f = function() error { "a table" } end } })
assert(not pcall(bad.P, bad, "x"))
local inner = coroutine.wrap(function() return pcall(bad.P, bad, "x") end)
assert(inner() == false)
local b = cw.builder "b":noise("u", { 1, 2 }, { "1/2", "1/2" }):mechanism("x", { 1, 2 }, { "u" }, function(u) return 3 - u end)
assert(b:build():E "x" and not pcall(b.noise, b, "v", { 1 }, { {} }))
local plot = cw.plot { heat = { rows = { "a" }, columns = { "b" }, values = { { r } } } }:svg()
assert(cw.study { grid = { { i = 1 } }, run = function() return m:P "x" end }:report() and cw.show(m:dist "g"))
)lua";

TEST_CASE("a host opens the module with one call, and hands models over") {
  State state;
  CHECK(run(state.lua, kAll).empty());
  CHECK(run(state.lua, "assert(require 'causeway' == cw)").empty());

  const auto model = causeway::Model::parse("noise u ~ bernoulli(1/3) var x = u").value();
  causeway::push_model(state.lua, model);
  lua_setglobal(state.lua, "given");
  CHECK(run(state.lua, "assert(tostring(given:P 'x') == '1/3'); made = cw.parse 'var y ~ bernoulli(1/7)'")
            .empty());
  lua_getglobal(state.lua, "made");
  const causeway::Model* made = causeway::model_at(state.lua, -1);
  REQUIRE(made != nullptr);
  CHECK(made->query("P(y)").value().rational() == causeway::Rational(1, 7));
  lua_pushinteger(state.lua, 1);
  CHECK(causeway::model_at(state.lua, -1) == nullptr);
  lua_settop(state.lua, 0);
}

TEST_CASE("a model outlives the state whose functions it calls") {
  const auto made = [] {
    State state;
    REQUIRE(run(state.lua,
                "m = cw.parse('extern fn f(bool) : bool noise u ~ bernoulli(1/2) var x = f(u)',"
                "  {externs = {f = function(a) return not a end}})")
                .empty());
    lua_getglobal(state.lua, "m");
    return *causeway::model_at(state.lua, -1);
  }();
  const auto answer = made.query("P(x)");
  REQUIRE(!answer);
  CHECK(answer.error().front().code == causeway::Code::UndefinedOperation);
}

TEST_CASE("there may be no memory at any point") {
  long points = 0;
  const long step = std::getenv("CAUSEWAY_THOROUGH") != nullptr ? 1 : 7;
  for (long left = 0; left < 1'000'000; left += step) {
    State state;
    state.memory.left = left;
    const std::string error = run(state.lua, kAll);
    state.memory.left = -1;
    if (error.empty()) break;
    ++points;
    // The state is as good as before.
    CHECK_MESSAGE(
        run(state.lua, "assert(tostring(cw.parse 'noise u ~ bernoulli(1/3)':P 'u') == '1/3')").empty(),
        error);
  }
  CHECK(points > 300);
}

TEST_CASE("memory may be collected at any point") {
  State state;
  lua_gc(state.lua, LUA_GCINC, 1, 1000000, 1);  // a whole cycle at each allocation
  CHECK(run(state.lua, kAll).empty());
  lua_gc(state.lua, LUA_GCGEN, 1, 1);
  CHECK(run(state.lua, kAll).empty());
}

TEST_CASE("finalizers of scripts may use the library, and find nothing that is gone already") {
  State state;
  CHECK(run(state.lua, R"lua(
    local m = cw.parse "noise u ~ bernoulli(1/3)"
    local q, w, r = m:prepare "P(u)", m:given "u", cw.rational(2) ^ 200
    setmetatable({}, { __gc = function()
      pcall(function() return m:P "u", q {}, w:P "u", r + 1, tostring(r), tostring(m) end)
    end })
    local collect = debug.getmetatable(r).__gc
    collect(r)
    collect(r)
    assert(tostring(r) == "0")
    debug.getmetatable(m).__gc(m)
    assert(not pcall(m.P, m, "u"))
  )lua")
            .empty());
}

TEST_CASE("errors in one coroutine leave the others alone") {
  State state;
  CHECK(run(state.lua, R"lua(
    local m
    local threads = {}
    m = cw.parse("extern fn f(0..2) : 0..2 noise u ~ uniform(0..2) var x = f(u)", { externs = { f = function(a)
      if a == 1 then return coroutine.wrap(function() coroutine.yield(a) end)() end
      if a == 2 then error(threads) end
      return a
    end } })
    for i = 1, 20 do
      threads[i] = coroutine.create(function()
        for k = 1, 3 do
          local done = pcall(m.E, m, "x")
          assert(not done)
          assert(tostring(m:P "u = 1") == "1/3")
          coroutine.yield(k)
        end
        error "over"
      end)
    end
    for k = 1, 4 do
      for i = 1, 20 do assert(coroutine.resume(threads[i]) == (k < 4)) end
    end
    threads = nil
    collectgarbage()
  )lua")
            .empty());
}

}  // namespace
