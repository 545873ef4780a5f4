// SPDX-License-Identifier: MIT
// Functions in Lua that the library calls: externs, loaders and mechanisms of a builder.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "causeway/options.hpp"
#include "lua/context.hpp"

namespace causeway::lua {

/// Pushes a table for the functions of one model, and gives its number; while somebody keeps the table, a
/// LuaFunction finds it by that.
lua_Integer push_functions(lua_State* lua);

/// A function in such a table, by its name there. Copies may outlive the Lua state, but can be called only
/// while the state runs a call of the library. Throws std::runtime_error with the error's text if the
/// function raises one.
class LuaFunction {
 public:
  LuaFunction(std::shared_ptr<Caller> caller, lua_Integer table, std::string name)
      : caller_(std::move(caller)), table_(table), name_(std::move(name)) {}

  /// Values to a value.
  Value operator()(std::span<const Value> arguments) const;
  /// A text to a text, or nothing.
  std::optional<std::string> load(const std::string& path) const;

 private:
  struct Call;
  static int enter(lua_State* lua);
  void run(Call& call) const;

  std::shared_ptr<Caller> caller_;
  lua_Integer table_;
  std::string name_;
};

}  // namespace causeway::lua
