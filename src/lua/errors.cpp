// SPDX-License-Identifier: MIT
#include "lua/errors.hpp"
#include "lua/texts.hpp"

#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace causeway::lua {

namespace {

/// Stands for the metatable of errors in the registry.
struct ErrorTable {};

void set_optional_text(lua_State* lua, const char* field, std::string_view text) {
  if (!text.empty()) set_text(lua, field, text);
}

void set_place(lua_State* lua, const Place& place) {
  set_optional_text(lua, "file", place.file);
  if (place.line == 0) return;
  lua_pushinteger(lua, static_cast<lua_Integer>(place.line));
  lua_setfield(lua, -2, "line");
  lua_pushinteger(lua, static_cast<lua_Integer>(place.column));
  lua_setfield(lua, -2, "column");
}

/// Where the script is that called the library: past C functions, and modules of the library itself.
bool find_script(lua_State* lua, lua_Debug& record) {
  for (int level = 0; lua_getstack(lua, level, &record) != 0; ++level) {
    lua_getinfo(lua, "Sl", &record);
    const bool ours = std::string_view(record.source).starts_with("=stdlib/");
    if (record.currentline > 0 && !ours) return true;
  }
  return false;
}

/// Sets the place of the script in the error at the top, and pushes it as text: `study.lua:12: `.
void set_script_place(lua_State* lua) {
  lua_Debug record;
  if (!find_script(lua, record)) {
    lua_pushliteral(lua, "");
    return;
  }
  lua_pushstring(lua, record.short_src);
  lua_setfield(lua, -2, "file");
  lua_pushinteger(lua, record.currentline);
  lua_setfield(lua, -2, "line");
  lua_pushfstring(lua, "%s:%d: ", record.short_src, record.currentline);
}

/// The table at the top becomes an error.
void make_error(lua_State* lua) {
  push_metatable<ErrorTable>(lua);
  lua_setmetatable(lua, -2);
}

/// Turns the code, the message and the hint (or nil) on the stack into an error of the script.
void make_script_error(lua_State* lua) {
  const int first = lua_gettop(lua) - 2;
  lua_createtable(lua, 0, 6);
  for (const char* field : {"code", "message", "hint"}) {
    lua_pushvalue(lua, first + (*field == 'c' ? 0 : *field == 'm' ? 1 : 2));
    lua_setfield(lua, -2, field);
  }
  set_script_place(lua);
  const bool hinted = !lua_isnil(lua, first + 2);
  lua_pushfstring(lua, "%serror[%s]: %s%s%s", lua_tostring(lua, -1), lua_tostring(lua, first),
                  lua_tostring(lua, first + 1), hinted ? "\nhint: " : "",
                  hinted ? lua_tostring(lua, first + 2) : "");
  lua_setfield(lua, -3, "text");
  lua_pop(lua, 1);
  make_error(lua);
  lua_replace(lua, first);
  lua_settop(lua, first);
}

[[noreturn]] void throw_error(lua_State* lua) {
  lua_error(lua);
  __builtin_unreachable();
}

/// `error(code, message [, hint])`: raises an error like those of the library.
int raise_error(lua_State* lua) {
  luaL_checkstring(lua, 1);
  luaL_checkstring(lua, 2);
  luaL_optstring(lua, 3, nullptr);
  lua_settop(lua, 3);
  make_script_error(lua);
  throw_error(lua);
}

int error_text(lua_State* lua) {
  lua_getfield(lua, 1, "text");
  return 1;
}

/// Pushes the text of diagnostics, without the last end of line.
void push_text(lua_State* lua, const Diagnostic* first, std::size_t count) {
  std::string& text = push_box<std::string>(lua);
  attempt(lua, [&] {
    for (std::size_t i = 0; i < count; ++i) text += first[i].to_string();
    text.erase(text.find_last_not_of('\n') + 1);
  });
  lua_pushlstring(lua, text.data(), text.size());
  lua_remove(lua, -2);
}

void set_notes(lua_State* lua, const std::vector<Diagnostic::Note>& notes) {
  if (notes.empty()) return;
  lua_createtable(lua, static_cast<int>(notes.size()), 0);
  lua_Integer number = 0;
  for (const Diagnostic::Note& note : notes) {
    lua_createtable(lua, 0, 4);
    set_text(lua, "message", note.message);
    set_place(lua, note.place);
    lua_rawseti(lua, -2, ++number);
  }
  lua_setfield(lua, -2, "notes");
}

}  // namespace

void push_diagnostic(lua_State* lua, const Diagnostic& diagnostic) {
  luaL_checkstack(lua, 10, nullptr);
  lua_createtable(lua, 0, 8);
  set_text(lua, "severity", diagnostic.severity == Severity::Error ? "error" : "warning");
  set_text(lua, "code", to_string(diagnostic.code));
  set_text(lua, "message", diagnostic.message);
  set_optional_text(lua, "hint", diagnostic.hint);
  set_place(lua, diagnostic.place);
  set_notes(lua, diagnostic.notes);
  push_text(lua, &diagnostic, 1);
  lua_setfield(lua, -2, "text");
  make_error(lua);
}

void push_diagnostics(lua_State* lua, const Diagnostics& diagnostics) {
  lua_createtable(lua, static_cast<int>(diagnostics.size()), 0);
  lua_Integer number = 0;
  for (const Diagnostic& one : diagnostics) {
    push_diagnostic(lua, one);
    lua_rawseti(lua, -2, ++number);
  }
}

void warn_all(lua_State* lua, const Diagnostics& warnings) {
  for (const Diagnostic& one : warnings) {
    push_diagnostic(lua, one);
    lua_getfield(lua, -1, "text");
    lua_warning(lua, lua_tostring(lua, -1), 0);
    lua_pop(lua, 2);
  }
}

void push_error(lua_State* lua, const Diagnostics& diagnostics) {
  const Diagnostic& first = diagnostics.front();
  push_diagnostic(lua, first);
  if (first.place.line == 0 && first.place.file.empty()) {
    set_script_place(lua);
  } else {
    lua_pushliteral(lua, "");
  }
  push_text(lua, diagnostics.data(), diagnostics.size());
  lua_concat(lua, 2);
  lua_setfield(lua, -2, "text");
  if (diagnostics.size() == 1) return;
  push_diagnostics(lua, diagnostics);
  lua_setfield(lua, -2, "diagnostics");
}

void raise(lua_State* lua, const Diagnostics& diagnostics) {
  push_error(lua, diagnostics);
  throw_error(lua);
}

void raise(lua_State* lua, Code code, const char* message, const char* hint) {
  luaL_checkstack(lua, 10, nullptr);
  const std::string_view name = to_string(code);
  lua_pushlstring(lua, name.data(), name.size());
  lua_pushstring(lua, message);
  lua_pushstring(lua, *hint == '\0' ? nullptr : hint);
  make_script_error(lua);
  throw_error(lua);
}

namespace {

/// Of the errors that were caught and are not raised yet.
struct CaughtList {
  Caught* first = nullptr;

  CaughtList() noexcept = default;
  CaughtList(const CaughtList&) = delete;
  CaughtList& operator=(const CaughtList&) = delete;
  ~CaughtList() {
    while (first != nullptr) delete std::exchange(first, first->next);
  }
};

CaughtList& caught_list(lua_State* lua) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &tag<CaughtList*>);
  auto* list = static_cast<CaughtList*>(lua_touserdata(lua, -1));
  lua_pop(lua, 1);
  return *list;
}

/// The error that an exception is.
Diagnostics diagnostics_of(const std::exception_ptr& thrown) {
  Diagnostics result(1);
  Diagnostic& one = result.front();
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    return error.diagnostics();
  } catch (const std::bad_alloc&) {
    one.code = Code::Resource;
    one.message = "there is no more memory";
  } catch (const std::invalid_argument& error) {
    one.code = Code::Usage;
    one.message = error.what();
  } catch (const std::exception& error) {
    one.code = Code::UndefinedOperation;
    one.message = error.what();
  } catch (...) {
    one.code = Code::UndefinedOperation;
    one.message = "an exception of an unknown type";
  }
  return result;
}

}  // namespace

Caught* keep(lua_State* lua, const std::exception_ptr& thrown) noexcept {
  CaughtList& list = caught_list(lua);
  try {
    list.first = new Caught{diagnostics_of(thrown), list.first};
    return list.first;
  } catch (...) {
    return nullptr;
  }
}

void raise(lua_State* lua, Caught* caught) {
  if (caught == nullptr) raise(lua, Code::Resource, "there is no more memory");
  Diagnostics& diagnostics = push_box<Diagnostics>(lua);
  diagnostics.swap(caught->diagnostics);
  Caught** link = &caught_list(lua).first;
  while (*link != caught) link = &(*link)->next;
  *link = caught->next;
  delete caught;
  raise(lua, diagnostics);
}

bool is_error(lua_State* lua, int index) {
  if (lua_getmetatable(lua, index) == 0) return false;
  push_metatable<ErrorTable>(lua);
  const bool same = lua_rawequal(lua, -1, -2) != 0;
  lua_pop(lua, 2);
  return same;
}

void add_errors(lua_State* lua) {
  push_box<CaughtList>(lua);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &tag<CaughtList*>);
  lua_createtable(lua, 0, 3);  // the metatable; a table needs no __gc
  lua_pushcfunction(lua, error_text);
  lua_setfield(lua, -2, "__tostring");
  lua_pushcfunction(lua, concatenate);
  lua_setfield(lua, -2, "__concat");
  lua_pushliteral(lua, "error");
  lua_setfield(lua, -2, "__name");
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &tag<ErrorTable>);
  lua_pushcfunction(lua, raise_error);
  lua_setfield(lua, -2, "error");
}

}  // namespace causeway::lua
