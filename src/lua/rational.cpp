// SPDX-License-Identifier: MIT
// Exact numbers in Lua: arithmetic with integers of Lua stays exact, with floats it is an error.
// Tests: tests/lua/rational_test.lua.
#include "causeway/rational.hpp"

#include <cstdlib>
#include <new>
#include <stdexcept>

#include "lua/context.hpp"
#include "lua/errors.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

/// Bits of numerator and denominator together beyond which arithmetic is refused: it would take seconds.
constexpr std::size_t kMaxBits = std::size_t{1} << 21;

enum class Failure { None, DivisionByZero, TooLarge, Memory };

[[noreturn]] void raise_failure(lua_State* lua, Failure failure) {
  if (failure == Failure::DivisionByZero) raise(lua, Code::UndefinedOperation, "division by zero");
  if (failure == Failure::TooLarge) raise(lua, Code::Resource, "the result would have over 2,097,152 bits");
  raise(lua, Code::Resource, "there is no more memory");
}

/// Stands for small numbers: they have no finalizer, which would cost more than the arithmetic.
struct SmallRational {};

/// Gives the number in the new userdata at the top its metatable, now that it is known.
void finish(lua_State* lua, const Rational& number) {
  if (number.is_small()) {
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<SmallRational>);
    lua_setmetatable(lua, -2);
  } else {
    push_metatable<Rational>(lua);
    lua_setmetatable(lua, -2);
    account(lua, number.bits() / 8 + 64);
  }
}

Rational& push_empty(lua_State* lua) {
  return *new (lua_newuserdatauv(lua, sizeof(Rational), 0)) Rational();
}

/// Pushes the number that `compute` makes; it does not call Lua.
template <typename Compute>
void push_computed(lua_State* lua, const Compute& compute) {
  Rational& result = push_empty(lua);
  Failure failure = Failure::None;
  try {
    failure = compute(result);
  } catch (const std::bad_alloc&) {
    failure = Failure::Memory;
  }
  if (failure != Failure::None) raise_failure(lua, failure);
  finish(lua, result);
}

/// A number is required at this index.
Operand number_at(lua_State* lua, int index) {
  const Operand operand = operand_at(lua, index);
  if (operand.kind == Operand::Kind::Integer || operand.kind == Operand::Kind::Rational) return operand;
  if (lua_type(lua, index) == LUA_TNUMBER) {
    raise(lua, Code::Type, push_complaint(lua, index, "an operand of exact arithmetic"),
          "write causeway.rational \"0.5\", or compute in floats with r:number()");
  }
  raise(lua, Code::Type, push_complaint(lua, index, "an operand of exact arithmetic"));
}

bool fits(const Rational& a, const Rational& b) {
  return a.bits() + b.bits() <= kMaxBits;
}

Failure add(Rational& result, const Rational& a, const Rational& b) {
  if (!fits(a, b)) return Failure::TooLarge;
  result = a + b;
  return Failure::None;
}

Failure subtract(Rational& result, const Rational& a, const Rational& b) {
  if (!fits(a, b)) return Failure::TooLarge;
  result = a - b;
  return Failure::None;
}

Failure multiply(Rational& result, const Rational& a, const Rational& b) {
  if (!fits(a, b)) return Failure::TooLarge;
  result = a * b;
  return Failure::None;
}

Failure divide(Rational& result, const Rational& a, const Rational& b) {
  if (b.is_zero()) return Failure::DivisionByZero;
  if (!fits(a, b)) return Failure::TooLarge;
  result = a / b;
  return Failure::None;
}

/// Rounded down, as Lua does.
Failure floor_divide(Rational& result, const Rational& a, const Rational& b) {
  const Failure failure = divide(result, a, b);
  if (failure == Failure::None) result = result.floor();
  return failure;
}

/// What is left of floor_divide(): it has the sign of b.
Failure modulo(Rational& result, const Rational& a, const Rational& b) {
  const Failure failure = floor_divide(result, a, b);
  if (failure == Failure::None) result = a - b * result;
  return failure;
}

/// The exponent is an integer; 0^0 is 1.
Failure power(Rational& result, const Rational& base, std::int64_t exponent) {
  if (exponent < 0 && base.is_zero()) return Failure::DivisionByZero;
  const auto magnitude =
      exponent < 0 ? 0 - static_cast<std::uint64_t>(exponent) : static_cast<std::uint64_t>(exponent);
  Rational square = exponent < 0 ? Rational(1) / base : base;
  result = 1;
  for (std::uint64_t left = magnitude; left > 0; left /= 2) {
    if (left % 2 == 1) {
      if (!fits(result, square)) return Failure::TooLarge;
      result *= square;
    }
    if (left == 1) break;
    if (!fits(square, square)) return Failure::TooLarge;
    square *= square;
  }
  return Failure::None;
}

using Operation = Failure (*)(Rational&, const Rational&, const Rational&);

template <Operation operation>
int binary(lua_State* lua) {
  const Operand a = number_at(lua, 1);
  const Operand b = number_at(lua, 2);
  push_computed(lua, [&](Rational& result) { return operation(result, a.number(), b.number()); });
  return 1;
}

int raise_to(lua_State* lua) {
  const Operand base = number_at(lua, 1);
  const Operand exponent = number_at(lua, 2);
  const auto whole = exponent.kind == Operand::Kind::Integer ? std::optional(exponent.integer)
                                                             : exponent.rational->to_int64();
  if (!whole) raise(lua, Code::Type, "an exponent is an integer of at most 64 bits");
  push_computed(lua, [&](Rational& result) { return power(result, base.number(), *whole); });
  return 1;
}

int negate(lua_State* lua) {
  const Operand a = number_at(lua, 1);
  push_computed(lua, [&](Rational& result) {
    result = -a.number();
    return Failure::None;
  });
  return 1;
}

/// The order of two numbers: below, at or above zero. Requires operands that are numbers.
int order(lua_State* lua, const Operand& a, const Operand& b) {
  bool failed = false;
  int result = 0;
  try {
    const auto found = a.number() <=> b.number();
    result = found < 0 ? -1 : found > 0 ? 1 : 0;
  } catch (const std::bad_alloc&) {
    failed = true;
  }
  if (failed) raise_failure(lua, Failure::Memory);
  return result;
}

/// Lua asks only where both sides are userdata.
int equal(lua_State* lua) {
  const Operand a = operand_at(lua, 1);
  const Operand b = operand_at(lua, 2);
  const bool numbers = a.kind == Operand::Kind::Rational && b.kind == Operand::Kind::Rational;
  lua_pushboolean(lua, numbers && order(lua, a, b) == 0 ? 1 : 0);
  return 1;
}

int less(lua_State* lua) {
  lua_pushboolean(lua, order(lua, number_at(lua, 1), number_at(lua, 2)) < 0 ? 1 : 0);
  return 1;
}

int less_or_equal(lua_State* lua) {
  lua_pushboolean(lua, order(lua, number_at(lua, 1), number_at(lua, 2)) <= 0 ? 1 : 0);
  return 1;
}

/// Pushes the text that `make` makes of the number; it does not call Lua.
template <typename Make>
void push_text(lua_State* lua, const Make& make) {
  std::string& text = push_box<std::string>(lua);
  attempt(lua, [&] { text = make(); });
  lua_pushlstring(lua, text.data(), text.size());
  lua_remove(lua, -2);
}

const Rational& self(lua_State* lua) {
  const Rational* number = rational_at(lua, 1);
  if (number == nullptr) luaL_typeerror(lua, 1, "rational");
  return *number;
}

int to_text(lua_State* lua) {
  const Rational& number = self(lua);
  push_text(lua, [&] { return number.to_string(); });
  return 1;
}

// ---- methods ----

int to_number(lua_State* lua) {
  lua_pushnumber(lua, self(lua).to_double());
  return 1;
}

/// The integer of Lua, nil where it is none or does not fit.
int to_integer(lua_State* lua) {
  const auto integer = self(lua).to_int64();
  if (integer) {
    lua_pushinteger(lua, *integer);
  } else {
    lua_pushnil(lua);
  }
  return 1;
}

int to_decimal(lua_State* lua) {
  const Rational& number = self(lua);
  const lua_Integer digits = luaL_optinteger(lua, 2, 6);
  luaL_argcheck(lua, digits >= 1 && digits <= 40, 2, "between 1 and 40 digits");
  push_text(lua, [&] { return number.to_decimal(static_cast<int>(digits)); });
  return 1;
}

/// `n/d` in full, `3/1` for an integer.
int to_fraction(lua_State* lua) {
  const Rational& number = self(lua);
  push_text(lua, [&] { return number.to_fraction(); });
  return 1;
}

int floor_of(lua_State* lua) {
  const Rational& number = self(lua);
  push_computed(lua, [&](Rational& result) {
    result = number.floor();
    return Failure::None;
  });
  return 1;
}

int ceiling_of(lua_State* lua) {
  const Rational& number = self(lua);
  push_computed(lua, [&](Rational& result) {
    result = -(-number).floor();
    return Failure::None;
  });
  return 1;
}

int absolute(lua_State* lua) {
  const Rational& number = self(lua);
  push_computed(lua, [&](Rational& result) {
    result = number.sign() < 0 ? -number : number;
    return Failure::None;
  });
  return 1;
}

int sign_of(lua_State* lua) {
  lua_pushinteger(lua, self(lua).sign());
  return 1;
}

/// Equal to a rational or an integer: what `==` cannot say of a rational and an integer of Lua.
int equals(lua_State* lua) {
  self(lua);
  lua_pushboolean(lua, order(lua, number_at(lua, 1), number_at(lua, 2)) == 0 ? 1 : 0);
  return 1;
}

/// `r.num`, `r.den`, or a method.
int index_of(lua_State* lua) {
  const Rational& number = self(lua);
  const std::string_view key = lua_type(lua, 2) == LUA_TSTRING ? text_at(lua, 2) : "";
  if (key == "num") {
    push_text(lua, [&] { return number.numerator(); });
  } else if (key == "den") {
    push_text(lua, [&] { return number.denominator(); });
  } else {
    lua_pushvalue(lua, 2);
    lua_rawget(lua, lua_upvalueindex(1));
  }
  return 1;
}

// ---- making them ----

/// `rational.parse(text)`: nil where the text is no number.
int parse(lua_State* lua) {
  luaL_checkstring(lua, 1);
  if (!push_parsed(lua, text_at(lua, 1))) lua_pushnil(lua);
  return 1;
}

/// Replaces a text at this index by the number that it says.
void read_text(lua_State* lua, int index) {
  if (lua_type(lua, index) != LUA_TSTRING) return;
  if (!push_parsed(lua, text_at(lua, index))) {
    lua_pushfstring(lua, "`%s` is not a number", lua_tostring(lua, index));
    raise(lua, Code::Type, lua_tostring(lua, -1), "write \"3\", \"-3/4\", \"0.25\" or \"1e-3\"");
  }
  lua_replace(lua, index);
}

/// `rational(x)`, `rational(n, d)`: integers, rationals and texts.
int make(lua_State* lua) {
  lua_remove(lua, 1);  // the table that is called
  luaL_checkany(lua, 1);
  const bool fraction = lua_gettop(lua) > 1;
  lua_settop(lua, 2);
  read_text(lua, 1);
  if (!fraction) {
    lua_pushinteger(lua, 1);
    lua_replace(lua, 2);
  }
  read_text(lua, 2);
  return binary<divide>(lua);
}

constexpr luaL_Reg kMetamethods[] = {{"__add", binary<add>},
                                     {"__sub", binary<subtract>},
                                     {"__mul", binary<multiply>},
                                     {"__div", binary<divide>},
                                     {"__idiv", binary<floor_divide>},
                                     {"__mod", binary<modulo>},
                                     {"__pow", raise_to},
                                     {"__unm", negate},
                                     {"__eq", equal},
                                     {"__lt", less},
                                     {"__le", less_or_equal},
                                     {"__tostring", to_text},
                                     {"__concat", concatenate},
                                     {nullptr, nullptr}};

constexpr luaL_Reg kMethods[] = {{"number", to_number},     {"integer", to_integer}, {"decimal", to_decimal},
                                 {"fraction", to_fraction}, {"floor", floor_of},     {"ceil", ceiling_of},
                                 {"abs", absolute},         {"sign", sign_of},       {"equals", equals},
                                 {nullptr, nullptr}};

}  // namespace

const Rational* rational_at(lua_State* lua, int index) {
  void* object = lua_touserdata(lua, index);
  if (object == nullptr || lua_getmetatable(lua, index) == 0) return nullptr;
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<SmallRational>);
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<Rational>);
  const bool is_one = lua_rawequal(lua, -1, -3) != 0 || lua_rawequal(lua, -2, -3) != 0;
  lua_pop(lua, 3);
  return is_one ? static_cast<Rational*>(object) : nullptr;
}

bool push_parsed(lua_State* lua, std::string_view text) {
  auto& number = push_box<std::optional<Rational>>(lua);
  attempt(lua, [&] { number = Rational::parse(text); });
  if (number) push_rational(lua, *number);
  lua_remove(lua, number ? -2 : -1);
  return number.has_value();
}

void push_rational(lua_State* lua, const Rational& number) {
  push_empty(lua) = number;
  finish(lua, number);
}

namespace {

/// Fills the metatable at the top, and takes it away.
void set_methods(lua_State* lua) {
  luaL_setfuncs(lua, kMetamethods, 0);
  luaL_newlib(lua, kMethods);
  lua_pushcclosure(lua, index_of, 1);
  lua_setfield(lua, -2, "__index");
  lua_pushliteral(lua, "rational");
  lua_setfield(lua, -2, "__name");
  lua_pop(lua, 1);
}

}  // namespace

void add_rationals(lua_State* lua) {
  push_metatable<SmallRational>(lua);
  lua_pushnil(lua);
  lua_setfield(lua, -2, "__gc");
  set_methods(lua);
  push_metatable<Rational>(lua);
  set_methods(lua);

  lua_createtable(lua, 0, 1);
  lua_pushcfunction(lua, parse);
  lua_setfield(lua, -2, "parse");
  lua_createtable(lua, 0, 1);
  lua_pushcfunction(lua, make);
  lua_setfield(lua, -2, "__call");
  lua_setmetatable(lua, -2);
  lua_setfield(lua, -2, "rational");
}

}  // namespace causeway::lua
