// SPDX-License-Identifier: MIT
// What Lua adds: an evaluation of a prepared query on the student network from Lua and from C++, and
// arithmetic.
#include <benchmark/benchmark.h>

#include <lua.hpp>

#include "causeway/causeway.hpp"
#include "causeway/lua.hpp"

namespace {

constexpr const char* kQuery = "P(letter = strong | grade = $g)";
const std::string kStudent = CAUSEWAY_SOURCE_DIR "/examples/student.scm";

void prepared_from_cpp(benchmark::State& state) {
  const auto model = causeway::Model::load(kStudent).value();
  const auto query = model.prepare(kQuery).value();
  for (auto _ : state) benchmark::DoNotOptimize(query.bind("g", "A").evaluate().value().rational());
  state.SetItemsProcessed(state.iterations());
}

/// Runs `setup`, and then the function that it gives: 1,000 times what is measured.
void from_lua(benchmark::State& state, const std::string& setup) {
  lua_State* lua = luaL_newstate();
  luaL_openlibs(lua);
  causeway::open_lua(lua);
  lua_setglobal(lua, "cw");
  if (luaL_dostring(lua, setup.c_str()) != LUA_OK) state.SkipWithError(lua_tostring(lua, -1));
  for (auto _ : state) {
    lua_pushvalue(lua, -1);
    lua_call(lua, 0, 0);
  }
  state.SetItemsProcessed(state.iterations() * 1000);
  lua_close(lua);
}

void prepared_from_lua(benchmark::State& state) {
  from_lua(state, "local q = cw.load('" + kStudent + "'):prepare '" + kQuery +
                      "' return function() for _ = 1, 1000 do q { g = 'A' } end end");
}

void operations_in_lua(benchmark::State& state) {
  from_lua(state,
           "local third, half, x = cw.rational '1/3', cw.rational '1/2', cw.rational(0) "
           "return function() for _ = 1, 500 do x = (third + half) * third end end");
}

BENCHMARK(prepared_from_cpp);
BENCHMARK(prepared_from_lua);
BENCHMARK(operations_in_lua);

}  // namespace
