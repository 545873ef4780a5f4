// SPDX-License-Identifier: MIT
#include "cli/lua.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <lua.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "causeway/lua.hpp"
#include "cli/interrupt.hpp"
#include "cli/line_editor.hpp"
#include "cli/sandbox.hpp"

namespace causeway::cli {

namespace {

// The program's Lua is compiled as C++: its errors are exceptions, so that destructors run.

/// Shows warnings of the library, and those of scripts. Theirs may come in pieces; `@off` and `@on` are
/// heeded.
struct Warnings {
  bool shown = true;
  std::string text;

  static void show(void* self, const char* message, int more) {
    auto& warnings = *static_cast<Warnings*>(self);
    warnings.text += message;
    if (more != 0) return;
    const std::string text = std::exchange(warnings.text, "");
    if (text == "@on" || text == "@off") {
      warnings.shown = text == "@on";
    } else if (warnings.shown) {
      std::fflush(stdout);
      std::fprintf(stderr, "%s\n", text.c_str());
    }
  }
};

/// A field of the table at `index` that is a text; empty if it is none.
std::string field(lua_State* lua, int index, const char* name) {
  if (!lua_istable(lua, index)) return "";
  lua_getfield(lua, index, name);
  std::string text = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "";
  lua_pop(lua, 1);
  return text;
}

/// A field of the table at `index` that is a number; 0 if it is none.
std::size_t number_field(lua_State* lua, int index, const char* name) {
  lua_getfield(lua, index, name);
  const lua_Integer number = lua_tointeger(lua, -1);
  lua_pop(lua, 1);
  return static_cast<std::size_t>(number);
}

/// Handles an error: whatever it is, it becomes `{text, message, code, hint, file, traceback}`, all texts,
/// and `line` and `column`, if it says where it is.
int described(lua_State* lua) {
  lua_settop(lua, 1);
  lua_createtable(lua, 0, 5);
  luaL_tolstring(lua, 1, nullptr);
  lua_pushvalue(lua, -1);
  lua_setfield(lua, 2, "message");
  lua_setfield(lua, 2, "text");
  for (const char* name : {"code", "message", "hint"}) {
    if (lua_istable(lua, 1) == 0 || lua_getfield(lua, 1, name) != LUA_TSTRING) continue;
    lua_setfield(lua, 2, name);
  }
  for (const char* name : {"file", "line", "column"}) {
    if (lua_istable(lua, 1) == 0) break;
    lua_getfield(lua, 1, name);
    lua_setfield(lua, 2, name);
  }
  lua_settop(lua, 2);
  luaL_traceback(lua, lua, nullptr, 1);
  lua_setfield(lua, 2, "traceback");
  return 1;
}

/// The code of this name; that of a script's own error if there is none.
Code code_named(const std::string& name) {
  for (int code = 0; code <= static_cast<int>(Code::InexactRows); ++code) {
    if (to_string(static_cast<Code>(code)) == name) return static_cast<Code>(code);
  }
  return Code::UndefinedOperation;
}

class Session {
 public:
  Session(const Settings& settings, const Limits& limits, bool sandboxed, Output& output)
      : settings_(settings), output_(output) {
    if (sandboxed) {
      constexpr std::uint64_t kUsual = 10'000'000'000;  // half a minute and more
      sandbox_ = std::make_unique<Sandbox>(limits, settings.max_steps ? limits.steps : kUsual,
                                           [this](const std::string& message) { die(message); });
      lua_ = sandbox_->open();
    } else {
      lua_ = luaL_newstate();
      if (lua_ != nullptr) open_all(limits);
    }
    if (lua_ != nullptr) lua_setwarnf(lua_, Warnings::show, &warnings_);
  }
  ~Session() {
    if (lua_ != nullptr) lua_close(lua_);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  bool usable() const { return lua_ != nullptr; }
  int run_script(const std::vector<std::string>& script);
  int prompt();

 private:
  void open_all(const Limits& limits);
  [[noreturn]] void die(const std::string& message);
  /// Calls the function that lies below its arguments.
  bool call(int arguments, int results);
  struct Script;
  static int start_script(lua_State* lua);
  /// What the error on the top is, and its text for people.
  Diagnostic diagnostic_of_error(std::string& text);
  /// Shows it, and takes everything from the stack.
  int show_error();
  bool load_line(const std::string& text);
  bool incomplete() const;
  void show_results(int count);
  Completion complete(const std::string& before);

  const Settings& settings_;
  Output& output_;
  Warnings warnings_;
  CancelToken cancel_;
  std::unique_ptr<Sandbox> sandbox_;
  lua_State* lua_ = nullptr;
  bool at_prompt_ = false;
};

void Session::open_all(const Limits& limits) {
  luaL_openlibs(lua_);
  lua_gc(lua_, LUA_GCGEN, 0, 0);  // as the stock lua
  LuaOptions options;
  options.limits = limits;
  options.cancel = [this] { return cancel_; };
  open_lua(lua_, options);
  lua_pop(lua_, 1);
}

/// From the sandbox's thread, while the script's is held up in a function in C.
void Session::die(const std::string& message) {
  Diagnostic diagnostic;
  diagnostic.code = Code::Resource;
  diagnostic.message = message;
  output_.diagnostics({diagnostic});
  std::_Exit(kFailed);
}

bool Session::call(int arguments, int results) {
  const int handler = lua_gettop(lua_) - arguments;
  lua_pushcfunction(lua_, described);
  lua_insert(lua_, handler);
  cancel_ = CancelToken();
  const Interruptible interruptible(cancel_, lua_);
  const int status = lua_pcall(lua_, arguments, results, handler);
  lua_remove(lua_, handler);
  if (status == LUA_ERRMEM) {
    lua_settop(lua_, handler - 1);
    lua_pushnil(lua_);
  }
  return status == LUA_OK;
}

Diagnostic Session::diagnostic_of_error(std::string& text) {
  Diagnostic result;
  if (sandbox_ && lua_isnil(lua_, -1)) sandbox_->note_memory();
  if (sandbox_ && !sandbox_->reached().empty()) {
    result.code = Code::Resource;
    result.message = sandbox_->reached();
  } else if (lua_isnil(lua_, -1)) {
    result.code = Code::Resource;
    result.message = "Lua has no more memory";
  } else {
    const int error = lua_gettop(lua_);
    result.code = code_named(field(lua_, error, "code"));
    result.message = field(lua_, error, "message");
    result.hint = field(lua_, error, "hint");
    result.place.file = field(lua_, error, "file");
    result.place.line = number_field(lua_, error, "line");
    result.place.column = number_field(lua_, error, "column");
    text = field(lua_, error, "text") + "\n";
    // What is wrong with a question that was typed needs no list of functions.
    const bool typed = at_prompt_ && !field(lua_, error, "code").empty();
    if (!typed) text += field(lua_, error, "traceback") + "\n";
    return result;
  }
  text = result.to_string();
  return result;
}

int Session::show_error() {
  std::string text;
  const Diagnostic diagnostic = diagnostic_of_error(text);
  lua_settop(lua_, 0);
  if (settings_.json) {
    output_.diagnostics({diagnostic});
  } else {
    std::fflush(stdout);
    std::fputs(text.c_str(), stderr);
  }
  return kFailed;
}

// ---- scripts ----

/// A script to be run, and what became of loading it.
struct Session::Script {
  const std::vector<std::string>& words;
  bool texts_only = false;
  int loaded = LUA_OK;
};

/// Runs protected: a function of Lua, with the script as its argument.
int Session::start_script(lua_State* lua) {
  Script& script = *static_cast<Script*>(lua_touserdata(lua, 1));
  const std::vector<std::string>& words = script.words;
  luaL_checkstack(lua, static_cast<int>(words.size()) + 4, "too many arguments");
  lua_createtable(lua, static_cast<int>(words.size()) - 1, 1);
  for (std::size_t i = 0; i < words.size(); ++i) {
    lua_pushlstring(lua, words[i].data(), words[i].size());
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i));
  }
  lua_setglobal(lua, "arg");
  const char* file = words.front() == "-" ? nullptr : words.front().c_str();
  script.loaded = luaL_loadfilex(lua, file, script.texts_only ? "t" : nullptr);
  if (script.loaded != LUA_OK) lua_error(lua);
  for (std::size_t i = 1; i < words.size(); ++i) lua_pushlstring(lua, words[i].data(), words[i].size());
  lua_call(lua, static_cast<int>(words.size()) - 1, 0);
  return 0;
}

int Session::run_script(const std::vector<std::string>& words) {
  Script script{words, sandbox_ != nullptr};
  lua_pushcfunction(lua_, start_script);
  lua_pushlightuserdata(lua_, &script);
  if (sandbox_) sandbox_->start(lua_);
  if (call(1, 0)) return kAnswered;
  if (script.loaded == LUA_OK || script.loaded == LUA_ERRMEM) return show_error();
  Diagnostic diagnostic;
  diagnostic.code = script.loaded == LUA_ERRSYNTAX ? Code::Syntax : Code::Io;
  diagnostic.message = field(lua_, lua_gettop(lua_), "text");
  output_.diagnostics({diagnostic});
  return kUnusable;
}

// ---- at the prompt ----

/// Is the error on the top that the text ends too early?
bool Session::incomplete() const {
  const std::string message = lua_tostring(lua_, -1);
  return message.ends_with("<eof>");
}

/// Loads the text as an expression, or else as statements; false: the error is on the top.
bool Session::load_line(const std::string& text) {
  const std::string expression = "return " + text;
  if (luaL_loadbufferx(lua_, expression.data(), expression.size(), "=stdin", "t") == LUA_OK) return true;
  lua_pop(lua_, 1);
  return luaL_loadbufferx(lua_, text.data(), text.size(), "=stdin", "t") == LUA_OK;
}

/// Shows the values on the stack.
void Session::show_results(int count) {
  if (count == 0) return;
  lua_getglobal(lua_, "causeway");
  if (lua_istable(lua_, -1)) lua_getfield(lua_, -1, "show");
  if (!lua_isfunction(lua_, -1)) {
    lua_settop(lua_, -2);
    lua_getglobal(lua_, "print");
  } else {
    lua_remove(lua_, -2);
  }
  lua_insert(lua_, -count - 1);
  if (!call(count, 1)) {
    show_error();
  } else if (lua_type(lua_, -1) == LUA_TSTRING) {
    std::puts(lua_tostring(lua_, -1));
  }
}

/// What `causeway.complete` says of the line.
Completion Session::complete(const std::string& before) {
  Completion result;
  const int top = lua_gettop(lua_);
  lua_getglobal(lua_, "causeway");
  if (lua_istable(lua_, -1) && lua_getfield(lua_, -1, "complete") == LUA_TFUNCTION) {
    lua_pushlstring(lua_, before.data(), before.size());
    if (lua_pcall(lua_, 1, 2, 0) == LUA_OK && lua_istable(lua_, -2)) {
      result.start = static_cast<std::size_t>(lua_tointeger(lua_, -1)) - 1;
      for (lua_Integer i = 1; lua_rawgeti(lua_, -2, i) == LUA_TSTRING; ++i) {
        result.words.emplace_back(lua_tostring(lua_, -1));
        lua_pop(lua_, 1);
      }
    }
  }
  lua_settop(lua_, top);
  return result;
}

int Session::prompt() {
  at_prompt_ = true;
  LineEditor editor("lua_history", [this](const std::string& before) { return complete(before); });
  luaL_requiref(lua_, "causeway", open_lua, 1);
  lua_setglobal(lua_, "cw");
  if (editor.interactive()) {
    std::printf("Causeway %s, %s. The module is `cw`; Ctrl-D ends.\n", CAUSEWAY_VERSION, LUA_RELEASE);
    std::fflush(stdout);
  }
  std::string text;
  while (const auto line = editor.read(text.empty() ? "> " : ">> ")) {
    text += (text.empty() ? "" : "\n") + *line;
    const bool loaded = load_line(text);
    if (!loaded && incomplete() && !line->empty()) {
      lua_settop(lua_, 0);
      continue;
    }
    editor.remember(text);
    text.clear();
    if (!loaded) {
      std::fprintf(stderr, "%s\n", lua_tostring(lua_, -1));
      lua_settop(lua_, 0);
    } else if (call(0, LUA_MULTRET)) {
      show_results(lua_gettop(lua_));
      lua_settop(lua_, 0);
    } else {
      show_error();
    }
  }
  return kAnswered;
}

}  // namespace

int run_lua(const Settings& settings, const LuaArguments& arguments, Output& output) {
  const Result<Options> options = options_of(settings);
  if (!options) {
    output.diagnostics(options.error());
    return kUnusable;
  }
  if (!settings.definitions.empty()) {
    Diagnostic diagnostic;
    diagnostic.code = Code::Usage;
    diagnostic.message = "-D sets parameters of a model, and a script loads its models itself";
    diagnostic.hint =
        "arguments behind the script are its `arg`; `causeway.load(file, {params = …})` sets parameters";
    output.diagnostics({diagnostic});
    return kUnusable;
  }
  std::signal(SIGPIPE, SIG_DFL);  // a script that prints to nobody ends
  Session session(settings, options.value().limits, arguments.sandbox, output);
  if (!session.usable()) {
    Diagnostic diagnostic;
    diagnostic.code = Code::Resource;
    diagnostic.message = "there is not enough memory for Lua (--max-memory)";
    output.diagnostics({diagnostic});
    return kUnusable;
  }
  if (!arguments.script.empty()) return session.run_script(arguments.script);
  if (isatty(STDIN_FILENO) == 0 || arguments.sandbox) return session.run_script({"-"});
  return session.prompt();
}

}  // namespace causeway::cli
