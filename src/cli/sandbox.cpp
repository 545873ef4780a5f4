// SPDX-License-Identifier: MIT
#include "cli/sandbox.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <lua.hpp>

namespace causeway::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kInstructions = 1000;  // between two looks of the hook
constexpr std::chrono::milliseconds kUsualTime{60'000};
constexpr std::chrono::milliseconds kGrace{500};
constexpr std::chrono::milliseconds kLook{50};

char sandbox_key;  // its address: the sandbox in the registry
char error_key;    // the function that raises errors
char module_key;   // the module

/// Bytes of memory that the process takes; 0 where that is not known.
std::size_t process_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return file ? resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) : 0;
}

/// `setmetatable` without `__gc`: finalizers run where no hook does.
int set_metatable(lua_State* lua) {
  const int type = lua_type(lua, 2);
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_argexpected(lua, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  if (type == LUA_TTABLE) {
    lua_pushliteral(lua, "__gc");
    if (lua_rawget(lua, 2) != LUA_TNIL) return luaL_error(lua, "finalizers (__gc) are not available here");
    lua_pop(lua, 1);
  }
  if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL)
    return luaL_error(lua, "cannot change a protected metatable");
  lua_settop(lua, 2);
  lua_setmetatable(lua, 1);
  return 1;
}

/// `require "causeway"`, and nothing else.
int require(lua_State* lua) {
  const char* name = luaL_checkstring(lua, 1);
  if (std::string_view(name) != "causeway")
    return luaL_error(lua, "module '%s' is not available here: only 'causeway' is", name);
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &module_key);
  return 1;
}

/// `load(text or function [, name [, mode [, environment]]])`: texts only.
int load_text(lua_State* lua) {
  lua_settop(lua, std::max(lua_gettop(lua), 3));
  lua_pushliteral(lua, "t");
  lua_replace(lua, 3);
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
  return lua_gettop(lua);
}

void open_library(lua_State* lua, const char* name, lua_CFunction open) {
  luaL_requiref(lua, name, open, 1);
  lua_pop(lua, 1);
}

void remove_field(lua_State* lua, const char* table, const char* field) {
  lua_getglobal(lua, table);
  lua_pushnil(lua);
  lua_setfield(lua, -2, field);
  lua_pop(lua, 1);
}

void open_safe_libraries(lua_State* lua) {
  open_library(lua, LUA_GNAME, luaopen_base);
  open_library(lua, LUA_COLIBNAME, luaopen_coroutine);
  open_library(lua, LUA_TABLIBNAME, luaopen_table);
  open_library(lua, LUA_STRLIBNAME, luaopen_string);
  open_library(lua, LUA_MATHLIBNAME, luaopen_math);
  open_library(lua, LUA_UTF8LIBNAME, luaopen_utf8);
  remove_field(lua, "string", "dump");
  for (const char* name : {"dofile", "loadfile"}) remove_field(lua, "_G", name);
  lua_getglobal(lua, "load");
  lua_pushcclosure(lua, load_text, 1);
  lua_setglobal(lua, "load");
  lua_register(lua, "setmetatable", set_metatable);
  lua_register(lua, "require", require);
}

}  // namespace

Sandbox::Sandbox(const Limits& limits, std::uint64_t instructions,
                 std::function<void(const std::string&)> die)
    : limits_(limits),
      instructions_(instructions),
      time_(limits.time.count() == 0 ? kUsualTime : limits.time),
      die_(std::move(die)) {}

Sandbox::~Sandbox() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  ended_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

void* Sandbox::allocate(void* sandbox, void* block, std::size_t old_size, std::size_t size) {
  auto& self = *static_cast<Sandbox*>(sandbox);
  if (block == nullptr) old_size = 0;  // it is then the kind of the object
  if (size == 0) {
    std::free(block);
    self.used_ -= old_size;
    return nullptr;
  }
  if (size > old_size && size - old_size > self.limits_.memory - std::min(self.used_, self.limits_.memory))
    return nullptr;
  void* moved = std::realloc(block, size);
  if (moved != nullptr) self.used_ += size - old_size;
  return moved;
}

int Sandbox::prepare(lua_State* lua) {
  auto& self = *static_cast<Sandbox*>(lua_touserdata(lua, 1));
  open_safe_libraries(lua);
  LuaOptions options;
  options.files = false;
  options.limits = self.limits_;
  options.ceiling = [&self] { return self.ceiling(); };
  options.cancel = [&self] { return self.cancel_; };
  open_lua(lua, options);
  lua_getfield(lua, -1, "error");
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &error_key);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &module_key);
  lua_pushlightuserdata(lua, &self);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &sandbox_key);
  return 0;
}

lua_State* Sandbox::open() {
  lua_State* lua = lua_newstate(allocate, this);
  if (lua == nullptr) return nullptr;
  lua_pushcfunction(lua, prepare);
  lua_pushlightuserdata(lua, this);
  if (lua_pcall(lua, 1, 0, 0) == LUA_OK) return lua;
  lua_close(lua);
  return nullptr;
}

void Sandbox::start(lua_State* lua) {
  process_ = process_bytes();
  deadline_ = Clock::now() + time_;
  lua_sethook(lua, count, LUA_MASKCOUNT, kInstructions);
  watcher_ = std::thread([this] { watch(); });
}

/// Every thousand instructions. A limit that was reached is raised at each instruction from then on, so that
/// catching it does not help.
void Sandbox::count(lua_State* lua, lua_Debug*) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &sandbox_key);
  auto& self = *static_cast<Sandbox*>(lua_touserdata(lua, -1));
  lua_pop(lua, 1);
  self.counted_ += kInstructions;
  if (self.counted_ > self.instructions_) self.stop(kSteps);
  if (Clock::now() > self.deadline_) self.stop(kTime);
  if (self.reached_ == kNone) return;
  lua_sethook(lua, count, LUA_MASKCOUNT, 1);
  luaL_checkstack(lua, 8, nullptr);
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &error_key);
  lua_pushliteral(lua, "resource");
  lua_pushstring(lua, self.reached().c_str());
  lua_call(lua, 2, 0);
}

void Sandbox::watch() {
  std::unique_lock lock(mutex_);
  while (reached_ == kNone && !ended_.wait_for(lock, kLook, [&] { return over_; })) {
    if (Clock::now() > deadline_) stop(kTime);
    // Some bytes more than the limit: of the program itself, and of what was given back but is kept for
    // later.
    if (process_bytes() > process_ + limits_.memory + limits_.memory / 4) stop(kMemory);
  }
  if (ended_.wait_for(lock, kGrace, [&] { return over_; })) return;
  die_(reached());
}

void Sandbox::stop(Limit limit) {
  int none = kNone;
  reached_.compare_exchange_strong(none, limit);
  cancel_.cancel();
}

Limits Sandbox::ceiling() const {
  Limits left = limits_;
  left.memory = limits_.memory - std::min(used_, limits_.memory);
  left.time = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
  if (left.time.count() == 0) left.time = std::chrono::milliseconds(1);
  return left;
}

std::string Sandbox::message(Limit limit) const {
  switch (limit) {
    case kMemory:
      return "the script takes more memory than its limit of " + std::to_string(limits_.memory >> 20U) +
             " MiB (--max-memory)";
    case kTime:
      return "the script takes more time than its limit of " + std::to_string(time_.count()) +
             " ms (--max-time)";
    case kSteps:
      return "the script takes more instructions than its limit of " + std::to_string(instructions_) +
             " (--max-steps)";
    case kNone:
      break;
  }
  return "";
}

std::string Sandbox::reached() const {
  return message(static_cast<Limit>(reached_.load()));
}

}  // namespace causeway::cli
