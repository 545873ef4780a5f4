// SPDX-License-Identifier: MIT
// Values, numbers and answers, from Lua and to it. Booleans are bools; integers of Lua and rationals numbers;
// strings labels. Floats are refused: they are not exact.
#pragma once

#include "causeway/answer.hpp"
#include "causeway/value.hpp"
#include "lua/box.hpp"

namespace causeway::lua {

/// Pushes a rational.
void push_rational(lua_State* lua, const Rational& number);
/// Pushes the number that the text says; false, and nothing pushed, if it says none.
bool push_parsed(lua_State* lua, std::string_view text);
/// The rational at this index; null where there is none.
const Rational* rational_at(lua_State* lua, int index);
/// Pushes the value; a number that is an integer as one of Lua, if it fits.
void push_value(lua_State* lua, const Value& value);
/// Pushes a list of texts.
void push_texts(lua_State* lua, const std::vector<std::string>& texts);
/// Pushes a list of rows `{values = …, p = …}`, with the names of its columns.
void push_distribution(lua_State* lua, const Table& table);
/// Pushes the answer: a rational, a boolean or a table.
void push_answer(lua_State* lua, const Answer& answer);

/// What stands at a place of Lua's stack, without anything that would need a destructor.
struct Operand {
  enum class Kind { None, Bool, Integer, Rational, Text };
  Kind kind = Kind::None;
  bool truth = false;
  std::int64_t integer = 0;
  const Rational* rational = nullptr;
  std::string_view text;

  /// Requires Kind::Integer or Kind::Rational.
  Rational number() const { return kind == Kind::Integer ? Rational(integer) : *rational; }
  /// Requires a kind other than None.
  Value value() const;
};

/// Looks at a place of the stack; None where no value is.
Operand operand_at(lua_State* lua, int index);
/// A value is required there; `what` says for what, in the error: "a value of `grade`".
Operand value_at(lua_State* lua, int index, const char* what);
/// Why there is no value at that place, pushed as a text.
const char* push_complaint(lua_State* lua, int index, const char* what);

/// Adds to the module on the top of the stack what makes rationals: `rational`.
void add_rationals(lua_State* lua);

}  // namespace causeway::lua
