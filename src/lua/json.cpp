// SPDX-License-Identifier: MIT
// JSON out and in, by nlohmann_json. Exact: a fraction is written as text, since JSON has none, and a decimal
// is read as a rational. Tests: tests/lua/study_test.lua.
#include <cmath>
#include <nlohmann/json.hpp>

#include "lua/errors.hpp"
#include "lua/handles.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 200;

/// Stands for `null` in tables of Lua, which cannot hold nil. Its address is the light userdata.
char null;

// ---- out ----

void encode(lua_State* lua, int index, Json& out, int depth);

/// Is the table at `index` a list? Empty ones are; a table with other keys besides is an error.
bool is_list(lua_State* lua, int index) {
  const auto length = static_cast<lua_Integer>(lua_rawlen(lua, index));
  lua_Integer entries = 0;
  bool names = false;
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    const bool place = lua_isinteger(lua, -2) != 0;
    if (!place && lua_type(lua, -2) != LUA_TSTRING) {
      lua_pushfstring(lua, "a key of a table cannot be a %s in JSON", luaL_typename(lua, -2));
      raise(lua, Code::Type, lua_tostring(lua, -1));
    }
    if (place && (lua_tointeger(lua, -2) < 1 || lua_tointeger(lua, -2) > length))
      raise(lua, Code::Type, "a list with gaps has no JSON", "put causeway.json.null where nothing is");
    names = names || !place;
    ++entries;
  }
  if (names && length > 0) {
    raise(lua, Code::Type, "a table that is a list and has names besides has no JSON",
          "a metamethod `__json` can say what to write");
  }
  return entries == length;
}

void encode_table(lua_State* lua, int index, Json& out, int depth) {
  if (is_list(lua, index)) {
    attempt(lua, [&] { out = Json::array(); });
    const auto length = static_cast<lua_Integer>(lua_rawlen(lua, index));
    for (lua_Integer i = 1; i <= length; ++i) {
      lua_rawgeti(lua, index, i);
      attempt(lua, [&] { out.emplace_back(nullptr); });
      encode(lua, -1, out.back(), depth + 1);
      lua_pop(lua, 1);
    }
    return;
  }
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    const std::string_view key = text_at(lua, -2);
    Json* entry = nullptr;
    attempt(lua, [&] { entry = &out[std::string(key)]; });
    encode(lua, -1, *entry, depth + 1);
  }
}

void encode_scalar(lua_State* lua, int index, Json& out) {
  if (lua_type(lua, index) == LUA_TNUMBER && lua_isinteger(lua, index) == 0) {
    const double number = lua_tonumber(lua, index);
    if (!std::isfinite(number))
      raise(lua, Code::Type, "JSON has no infinite number, and none that is no number");
    out = number;
    return;
  }
  const Operand value = value_at(lua, index, "a value in JSON");
  attempt(lua, [&] {
    if (value.kind == Operand::Kind::Bool) {
      out = value.truth;
    } else if (value.kind == Operand::Kind::Text) {
      out = value.text;
    } else if (const auto integer = value.number().to_int64()) {
      out = *integer;
    } else {
      out = value.number().to_string();
    }
  });
}

void encode(lua_State* lua, int index, Json& out, int depth) {
  index = lua_absindex(lua, index);
  if (depth > kDeepest) raise(lua, Code::Resource, "tables in tables, over 200 deep (or in a circle)");
  luaL_checkstack(lua, 16, nullptr);
  if (luaL_callmeta(lua, index, "__json") != 0) {
    encode(lua, -1, out, depth + 1);
    lua_pop(lua, 1);
  } else if (lua_istable(lua, index)) {
    encode_table(lua, index, out, depth);
  } else if (!lua_isnil(lua, index) && lua_touserdata(lua, index) != &null) {
    encode_scalar(lua, index, out);
  }
}

/// `json.encode(value [, indent])`: names in alphabetical order; `indent` blanks a level, on one line
/// without.
int encode_value(lua_State* lua) {
  luaL_checkany(lua, 1);
  const auto indent = static_cast<int>(luaL_optinteger(lua, 2, -1));
  Json& json = push_box<Json>(lua);
  encode(lua, 1, json, 0);
  std::string& text = push_box<std::string>(lua);
  attempt(lua, [&] { text = json.dump(indent, ' ', false, Json::error_handler_t::replace); });
  json = nullptr;
  lua_pushlstring(lua, text.data(), text.size());
  return 1;
}

// ---- in ----

/// Builds the tree. A number that is no integer is kept as its text, in a binary value: JSON has no such
/// thing, so that nothing else is one.
class Reader : public nlohmann::json_sax<Json> {
 public:
  explicit Reader(Json& root) : root_(root) {}
  const std::string& complaint() const { return complaint_; }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(std::int64_t value) override { return put(value); }
  bool number_unsigned(std::uint64_t value) override {
    return value <= INT64_MAX ? put(static_cast<std::int64_t>(value)) : put(exact(std::to_string(value)));
  }
  bool number_float(double, const std::string& text) override { return put(exact(text)); }
  bool string(std::string& value) override { return put(std::move(value)); }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool key(std::string& name) override {
    slot_ = &(*open_.back())[name];
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    complaint_ = error.what();
    complaint_.erase(0, complaint_.find(']') + 2);  // its number
    return false;
  }

 private:
  static Json exact(const std::string& text) {
    return Json::binary(std::vector<std::uint8_t>(text.begin(), text.end()));
  }
  Json* put_value(Json value) {
    Json* place = &root_;
    if (!open_.empty() && open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    if (!open_.empty()) place = slot_;
    *place = std::move(value);
    return place;
  }
  bool put(Json value) {
    put_value(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (open_.size() >= kDeepest) {
      complaint_ = "over 200 deep";
      return false;
    }
    open_.push_back(put_value(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json& root_;
  std::vector<Json*> open_;
  Json* slot_ = nullptr;
  std::string complaint_;
};

void push_json(lua_State* lua, const Json& json) {
  luaL_checkstack(lua, 6, nullptr);
  switch (json.type()) {
    case Json::value_t::null:
    case Json::value_t::discarded:
      lua_pushlightuserdata(lua, &null);
      break;
    case Json::value_t::boolean:
      lua_pushboolean(lua, *json.get_ptr<const bool*>() ? 1 : 0);
      break;
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      lua_pushinteger(lua, *json.get_ptr<const std::int64_t*>());
      break;
    case Json::value_t::number_float:
      lua_pushnumber(lua, *json.get_ptr<const double*>());
      break;
    case Json::value_t::string: {
      const auto& text = *json.get_ptr<const std::string*>();
      lua_pushlstring(lua, text.data(), text.size());
      break;
    }
    case Json::value_t::binary: {
      const auto& bytes = json.get_binary();
      const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      if (!push_parsed(lua, text)) raise(lua, Code::Resource, "a number in JSON is too long");
      break;
    }
    case Json::value_t::array: {
      lua_createtable(lua, static_cast<int>(json.size()), 0);
      lua_Integer number = 0;
      for (const Json& one : json) {
        push_json(lua, one);
        lua_rawseti(lua, -2, ++number);
      }
      break;
    }
    case Json::value_t::object: {
      lua_createtable(lua, 0, static_cast<int>(json.size()));
      const auto& entries = *json.get_ptr<const Json::object_t*>();
      for (const auto& [name, value] : entries) {
        lua_pushlstring(lua, name.data(), name.size());
        push_json(lua, value);
        lua_rawset(lua, -3);
      }
      break;
    }
  }
}

/// `json.decode(text)`: objects and lists become tables, null `json.null`, decimals rationals.
int decode_text(lua_State* lua) {
  const std::string_view text = check_text(lua, 1);
  Json& json = push_box<Json>(lua);
  std::string& complaint = push_box<std::string>(lua);
  bool read = false;
  attempt(lua, [&] {
    Reader reader(json);
    read = Json::sax_parse(text.begin(), text.end(), &reader);
    if (!read) complaint = "this is not JSON: " + reader.complaint();
  });
  if (!read) raise(lua, Code::Syntax, complaint.c_str());
  push_json(lua, json);
  json = nullptr;
  return 1;
}

constexpr luaL_Reg kFunctions[] = {{"encode", encode_value}, {"decode", decode_text}, {nullptr, nullptr}};

}  // namespace

void add_json(lua_State* lua) {
  luaL_newlib(lua, kFunctions);
  lua_pushlightuserdata(lua, &null);
  lua_setfield(lua, -2, "null");
  lua_setfield(lua, -2, "json");
}

}  // namespace causeway::lua
