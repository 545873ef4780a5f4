// SPDX-License-Identifier: MIT
// Errors as Lua sees them: a table with `code`, `message`, `hint`, `file`, `line`, `column`, `notes` and,
// where there are several, `diagnostics`; as text it is what the command line prints.
#pragma once

#include <exception>
#include <string>

#include "causeway/diagnostic.hpp"
#include "lua/box.hpp"

namespace causeway::lua {

/// Pushes one diagnostic as a table.
void push_diagnostic(lua_State* lua, const Diagnostic& diagnostic);
/// Pushes them as a list.
void push_diagnostics(lua_State* lua, const Diagnostics& diagnostics);
/// Hands them to Lua's warnings, which the host shows or not: `warn("@on")`.
void warn_all(lua_State* lua, const Diagnostics& warnings);
/// Pushes the error that the diagnostics are. They live in a box, or as long as the program.
void push_error(lua_State* lua, const Diagnostics& diagnostics);
/// Raises it.
[[noreturn]] void raise(lua_State* lua, const Diagnostics& diagnostics);
/// Raises an error about the script itself, with the script's place.
[[noreturn]] void raise(lua_State* lua, Code code, const char* message, const char* hint = "");

/// Errors on their way from where they were caught into a box. Owned by the state, so that they are not lost
/// where there is no memory for the box.
struct Caught {
  Diagnostics diagnostics;
  Caught* next = nullptr;
};
/// Keeps the error that an exception is; null where not even that is possible.
Caught* keep(lua_State* lua, const std::exception_ptr& thrown) noexcept;
/// Raises it.
[[noreturn]] void raise(lua_State* lua, Caught* caught);

/// Runs `work`, which does not call Lua, and raises what it throws, when all that was made in it is gone.
template <typename Work>
void attempt(lua_State* lua, const Work& work) {
  Caught* caught = nullptr;
  bool failed = false;
  try {
    work();
  } catch (...) {
    failed = true;
    caught = keep(lua, std::current_exception());
  }
  if (failed) raise(lua, caught);
}

/// Adds what scripts need of errors to the module on the top of the stack: `error`.
void add_errors(lua_State* lua);
/// Is there one of our errors at this index?
bool is_error(lua_State* lua, int index);

}  // namespace causeway::lua
