// SPDX-License-Identifier: MIT
// Scripts from strangers: no files, processes, other modules or bytecode, and limits on memory, steps and
// time that a script cannot get around.
//
// A hook counts instructions and looks at the clock; it cannot look while a function in C runs (`string.find`
// with a pattern that goes back and forth, `table.move` of nothing over 2^60 places). So a thread watches
// too: where the hook has not ended the script half a second after the limit, the thread ends the program,
// with the same message. Lua's own memory is limited by its allocator, what the library holds besides by the
// size of the process. Tests: tests/lua/sandbox_test.cpp.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "causeway/lua.hpp"

struct lua_Debug;

namespace causeway::cli {

class Sandbox {
 public:
  /// `memory` and `time` (zero: 60 s) of the limits are those of the script as a whole, as is the number of
  /// Lua's instructions; the others are those of each question. `die` is told a message, and ends the
  /// program.
  Sandbox(const Limits& limits, std::uint64_t instructions,
          std::function<void(const std::string& message)> die);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// A state with the libraries that are safe, and `require "causeway"`. Closed by the caller, before this is
  /// destroyed. Null without memory for it.
  lua_State* open();
  /// Begins to count: instructions and time.
  void start(lua_State* lua);
  /// Which limit was reached, as a message; empty: none.
  std::string reached() const;
  /// Says that Lua could not have more memory.
  void note_memory() { stop(kMemory); }

 private:
  enum Limit : int { kNone, kMemory, kTime, kSteps };

  static void* allocate(void* sandbox, void* block, std::size_t old_size, std::size_t size);
  static void count(lua_State* lua, lua_Debug* record);
  static int prepare(lua_State* lua);
  void watch();
  void stop(Limit limit);
  Limits ceiling() const;
  std::string message(Limit limit) const;

  const Limits limits_;
  const std::uint64_t instructions_;
  const std::chrono::milliseconds time_;
  const std::function<void(const std::string&)> die_;
  std::size_t used_ = 0;       // by Lua
  std::uint64_t counted_ = 0;  // instructions
  std::size_t process_ = 0;    // bytes of the process when it began
  std::atomic<int> reached_ = kNone;
  CancelToken cancel_;
  std::chrono::steady_clock::time_point deadline_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  std::thread watcher_;
};

}  // namespace causeway::cli
