// SPDX-License-Identifier: MIT
#include "lua/values.hpp"

#include "lua/answer_tables.hpp"
#include "lua/context.hpp"
#include "lua/errors.hpp"
#include "lua/texts.hpp"

namespace causeway::lua {

Value Operand::value() const {
  switch (kind) {
    case Kind::Bool:
      return Value(truth);
    case Kind::Integer:
    case Kind::Rational:
      return Value(number());
    case Kind::Text:
    case Kind::None:
      break;
  }
  return Value(text);
}

Operand operand_at(lua_State* lua, int index) {
  Operand result;
  switch (lua_type(lua, index)) {
    case LUA_TBOOLEAN:
      result.kind = Operand::Kind::Bool;
      result.truth = lua_toboolean(lua, index) != 0;
      break;
    case LUA_TNUMBER:
      if (lua_isinteger(lua, index) == 0) break;
      result.kind = Operand::Kind::Integer;
      result.integer = lua_tointeger(lua, index);
      break;
    case LUA_TSTRING:
      result.kind = Operand::Kind::Text;
      result.text = text_at(lua, index);
      break;
    case LUA_TUSERDATA:
      result.rational = rational_at(lua, index);
      if (result.rational != nullptr) result.kind = Operand::Kind::Rational;
      break;
    default:
      break;
  }
  return result;
}

const char* push_complaint(lua_State* lua, int index, const char* what) {
  if (lua_type(lua, index) == LUA_TNUMBER) {
    lua_pushfstring(lua, "%s cannot be the float %f: floats are not exact", what, lua_tonumber(lua, index));
  } else {
    lua_pushfstring(lua, "%s cannot be a %s", what, luaL_typename(lua, index));
  }
  return lua_tostring(lua, -1);
}

Operand value_at(lua_State* lua, int index, const char* what) {
  const Operand found = operand_at(lua, index);
  if (found.kind != Operand::Kind::None) return found;
  const bool number = lua_type(lua, index) == LUA_TNUMBER;
  raise(lua, Code::Type, push_complaint(lua, index, what),
        number ? "write an integer, or causeway.rational \"0.5\""
               : "values are booleans, integers, rationals and strings");
}

void push_value(lua_State* lua, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::Bool:
      lua_pushboolean(lua, value.boolean() ? 1 : 0);
      break;
    case Value::Kind::Number:
      if (const auto integer = value.number().to_int64()) {
        lua_pushinteger(lua, *integer);
      } else {
        push_rational(lua, value.number());
      }
      break;
    case Value::Kind::Label:
      lua_pushlstring(lua, value.label().data(), value.label().size());
      break;
  }
}

void push_texts(lua_State* lua, const std::vector<std::string>& texts) {
  lua_createtable(lua, static_cast<int>(texts.size()), 0);
  lua_Integer number = 0;
  for (const std::string& one : texts) {
    lua_pushlstring(lua, one.data(), one.size());
    lua_rawseti(lua, -2, ++number);
  }
}

namespace {

void push_values(lua_State* lua, const std::vector<Value>& values) {
  lua_createtable(lua, static_cast<int>(values.size()), 0);
  lua_Integer number = 0;
  for (const Value& one : values) {
    push_value(lua, one);
    lua_rawseti(lua, -2, ++number);
  }
}

/// A list of rows `{values = …, p = …}`, for an indexed query `{values = …, value = …}`.
void push_table(lua_State* lua, const Table& table, bool distribution) {
  lua_createtable(lua, static_cast<int>(table.rows.size()), 1);
  lua_Integer number = 0;
  for (const Table::Row& row : table.rows) {
    lua_createtable(lua, 0, 2);
    push_values(lua, row.values);
    lua_setfield(lua, -2, "values");
    if (const auto* truth = std::get_if<bool>(&row.result)) {
      lua_pushboolean(lua, *truth ? 1 : 0);
    } else {
      push_rational(lua, row.rational());
    }
    lua_setfield(lua, -2, distribution ? "p" : "value");
    lua_rawseti(lua, -2, ++number);
  }
  push_texts(lua, table.columns);
  lua_setfield(lua, -2, "columns");
  set_answer_metatable(lua, distribution ? "distribution" : "indexed");
}

void push_map(lua_State* lua, const Answer::Map& map) {
  lua_createtable(lua, 0, 3);
  push_values(lua, map.values);
  lua_setfield(lua, -2, "values");
  push_texts(lua, map.columns);
  lua_setfield(lua, -2, "columns");
  push_rational(lua, map.probability);
  lua_setfield(lua, -2, "p");
  set_answer_metatable(lua, "map");
}

/// A list of distributions; each is also found by its variable.
void push_marginals(lua_State* lua, const std::vector<Answer::Marginal>& marginals) {
  lua_createtable(lua, static_cast<int>(marginals.size()), static_cast<int>(marginals.size()));
  lua_Integer number = 0;
  for (const Answer::Marginal& one : marginals) {
    push_table(lua, one.table, true);
    lua_pushlstring(lua, one.variable.data(), one.variable.size());
    lua_pushvalue(lua, -2);
    lua_rawset(lua, -4);
    lua_rawseti(lua, -2, ++number);
  }
  set_answer_metatable(lua, "marginals");
}

}  // namespace

void push_distribution(lua_State* lua, const Table& table) {
  push_table(lua, table, true);
}

void push_answer(lua_State* lua, const Answer& answer) {
  luaL_checkstack(lua, 16, nullptr);
  switch (answer.kind()) {
    case Answer::Kind::Number:
      push_rational(lua, answer.rational());
      break;
    case Answer::Kind::Boolean:
      lua_pushboolean(lua, answer.boolean() ? 1 : 0);
      break;
    case Answer::Kind::Distribution:
    case Answer::Kind::Indexed:
      push_table(lua, answer.table(), answer.kind() == Answer::Kind::Distribution);
      break;
    case Answer::Kind::Map:
      push_map(lua, answer.map());
      break;
    case Answer::Kind::Marginals:
      push_marginals(lua, answer.marginals());
      break;
  }
}

}  // namespace causeway::lua
