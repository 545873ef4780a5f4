// SPDX-License-Identifier: MIT
// Models: loading them, and what they say of themselves. Tests: tests/lua/model_test.lua.
#include "lua/errors.hpp"
#include "lua/functions.hpp"
#include "lua/handles.hpp"
#include "lua/options.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

/// What a model takes that Lua does not see, roughly: a megabyte of text becomes some thirty of structures.
std::size_t bytes_of(std::size_t text) {
  return (std::size_t{64} << 10) + 32 * text;
}

// ---- making models ----

/// `load(path [, options])`: a model file, or a network file.
int load(lua_State* lua) {
  const std::string_view path = check_text(lua, 1);
  lua_settop(lua, 2);
  if (!context_of(lua).options.files) {
    raise(lua, Code::Io, "files are not available here", "give the model's text to causeway.parse");
  }
  push_made_model(lua, [&](const Options& options) { return Model::load(std::string(path), options); });
  account(lua, bytes_of(std::size_t{4} << 10));
  return 1;
}

/// `parse(text [, options])`; the option `name` stands for the file in messages.
int parse(lua_State* lua) {
  const std::string_view text = check_text(lua, 1);
  lua_settop(lua, 2);
  if (lua_istable(lua, 2)) {
    lua_getfield(lua, 2, "name");
  } else {
    lua_pushnil(lua);
  }
  const std::string_view name = lua_isnil(lua, 3) ? "<model>" : check_text(lua, 3);
  push_made_model(lua,
                  [&](const Options& options) { return Model::parse(text, options, std::string(name)); });
  account(lua, bytes_of(text.size()));
  return 1;
}

/// `format(text)`: in canonical layout, comments kept.
int format_text(lua_State* lua) {
  const std::string_view text = check_text(lua, 1);
  const Limits limits = limits_at(lua, 2, {});
  std::string& result = push_box<std::string>(lua);
  call_library(lua, [&](const CancelToken&) { result = causeway::format(text, "<model>", limits).value(); });
  lua_pushlstring(lua, result.data(), result.size());
  return 1;
}

// ---- what a model says of itself ----

/// Pushes the result of `make`, a list of texts.
template <typename Make>
int push_made_texts(lua_State* lua, const Make& make) {
  auto& texts = push_box<std::vector<std::string>>(lua);
  call_library(lua, [&](const CancelToken&) { texts = make(); });
  push_texts(lua, texts);
  return 1;
}

int variables(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  return push_made_texts(lua, [&] { return model.variables(); });
}

int parents(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  const std::string_view name = check_text(lua, 2);
  return push_made_texts(lua, [&] { return model.parents(std::string(name)).value(); });
}

int children(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  const std::string_view name = check_text(lua, 2);
  return push_made_texts(lua, [&] { return model.children(std::string(name)).value(); });
}

void push_domain(lua_State* lua, const Domain& domain) {
  lua_createtable(lua, static_cast<int>(domain.size()), 0);
  lua_Integer number = 0;
  for (const Value& one : domain.values()) {
    push_value(lua, one);
    lua_rawseti(lua, -2, ++number);
  }
}

/// The values of a variable, in order.
int domain(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  const std::string_view name = check_text(lua, 2);
  auto& domain = push_box<std::optional<Domain>>(lua);
  call_library(lua, [&](const CancelToken&) { domain = model.domain(std::string(name)).value(); });
  push_domain(lua, *domain);
  return 1;
}

void set_flag(lua_State* lua, const char* field, bool value) {
  lua_pushboolean(lua, value ? 1 : 0);
  lua_setfield(lua, -2, field);
}

void push_variable(lua_State* lua, const VariableInfo& variable) {
  lua_createtable(lua, 0, 10);
  set_text(lua, "name", variable.name);
  set_flag(lua, "noise", variable.noise);
  set_flag(lua, "latent", variable.latent);
  set_flag(lua, "stochastic", variable.stochastic);
  set_flag(lua, "declared", variable.declared);
  push_texts(lua, variable.parents);
  lua_setfield(lua, -2, "parents");
  push_texts(lua, variable.children);
  lua_setfield(lua, -2, "children");
  if (!variable.documentation.empty()) set_text(lua, "documentation", variable.documentation);
  if (!variable.domain) return;
  push_domain(lua, *variable.domain);
  lua_setfield(lua, -2, "domain");
  if (!variable.domain->name().empty()) set_text(lua, "type", variable.domain->name());
}

/// The model's variables and its size, as a table.
int info(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  ModelInfo& info = push_box<ModelInfo>(lua);
  call_library(lua, [&](const CancelToken&) { info = model.info(); });
  lua_createtable(lua, 0, 5);
  set_text(lua, "name", info.name);
  lua_createtable(lua, static_cast<int>(info.variables.size()), 0);
  lua_Integer number = 0;
  for (const VariableInfo& one : info.variables) {
    push_variable(lua, one);
    lua_rawseti(lua, -2, ++number);
  }
  lua_setfield(lua, -2, "variables");
  push_texts(lua, info.parameters);
  lua_setfield(lua, -2, "parameters");
  for (const auto& [field, count] :
       {std::pair<const char*, const std::optional<Rational>*>("joint_states", &info.joint_states),
        {"table_entries", &info.parameter_count}}) {
    if (!*count) continue;
    push_rational(lua, **count);
    lua_setfield(lua, -2, field);
  }
  return 1;
}

int warnings(lua_State* lua) {
  push_diagnostics(lua, model_handle(lua, 1).object->warnings());
  return 1;
}

void push_question(lua_State* lua, const Question& question) {
  lua_createtable(lua, 0, 6);
  if (!question.name.empty()) set_text(lua, "name", question.name);
  set_text(lua, "text", question.text);
  set_flag(lua, "assertion", question.assertion);
  set_text(lua, "file", question.place.file);
  lua_pushinteger(lua, static_cast<lua_Integer>(question.place.line));
  lua_setfield(lua, -2, "line");
}

/// The questions of the file: `{name = …, text = …, assertion = …, file = …, line = …}`.
int questions(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  auto& questions = push_box<std::vector<Question>>(lua);
  call_library(lua, [&](const CancelToken&) { questions = model.questions(); });
  lua_createtable(lua, static_cast<int>(questions.size()), 0);
  lua_Integer number = 0;
  for (const Question& one : questions) {
    push_question(lua, one);
    lua_rawseti(lua, -2, ++number);
  }
  return 1;
}

/// `answers([limits])`: the questions of the file, each with its `value` or its `error`. Those under the same
/// evidence are computed together.
int answers(lua_State* lua) {
  const Handle<Model>& handle = model_handle(lua, 1);
  const Limits limits = limits_at(lua, 2, handle.limits);
  auto& questions = push_box<std::vector<Question>>(lua);
  auto& answers = push_box<std::vector<std::optional<Result<Answer>>>>(lua);
  call_library(lua, [&](const CancelToken& cancel) {
    questions = handle.object->questions();
    answers.resize(questions.size());
    handle.object->with_limits(limits).answer_all(
        [&](std::size_t i, const Result<Answer>& answer) { answers[i] = answer; }, cancel);
  });
  lua_createtable(lua, static_cast<int>(questions.size()), 0);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    push_question(lua, questions[i]);
    const Result<Answer>& answer = *answers[i];
    if (answer) {
      warn_all(lua, answer.value().warnings());
      push_answer(lua, answer.value());
    } else {
      push_error(lua, answer.error());
    }
    lua_setfield(lua, -2, answer ? "value" : "error");
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i) + 1);
  }
  return 1;
}

/// A question's number in the file, from 1.
std::size_t question_at(lua_State* lua, int index) {
  const lua_Integer number = luaL_checkinteger(lua, index);
  luaL_argcheck(lua, number >= 1, index, "questions are numbered from 1");
  return static_cast<std::size_t>(number - 1);
}

/// The answer to a question of the file, by its number.
int answer(lua_State* lua) {
  const Handle<Model>& handle = model_handle(lua, 1);
  const std::size_t number = question_at(lua, 2);
  const Limits limits = limits_at(lua, 3, handle.limits);
  auto& answer = push_box<std::optional<Answer>>(lua);
  call_library(lua, [&](const CancelToken& cancel) {
    answer = handle.object->with_limits(limits).answer(number, cancel).value();
  });
  push_answer(lua, *answer);
  answer.reset();
  return 1;
}

/// What can be said of a question of the file without computing its answer: a list of diagnostics.
int check(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  const std::size_t number = question_at(lua, 2);
  Diagnostics& found = push_box<Diagnostics>(lua);
  call_library(lua, [&](const CancelToken& cancel) { found = model.check(number, cancel); });
  push_diagnostics(lua, found);
  return 1;
}

/// The same model with other limits.
int with_limits(lua_State* lua) {
  const Handle<Model>& handle = model_handle(lua, 1);
  luaL_checktype(lua, 2, LUA_TTABLE);
  const Limits limits = limits_at(lua, 2, handle.limits);
  auto& other = push_handle<Model>(lua, 1, limits);
  attempt(lua, [&] { other.object = handle.object->with_limits(limits); });
  return 1;
}

/// `model.name`, or a method.
int index_model(lua_State* lua) {
  if (lua_type(lua, 2) == LUA_TSTRING && text_at(lua, 2) == "name") {
    const std::string& name = model_handle(lua, 1).object->name();
    lua_pushlstring(lua, name.data(), name.size());
    return 1;
  }
  lua_pushvalue(lua, 2);
  lua_rawget(lua, lua_upvalueindex(1));
  return 1;
}

int to_text(lua_State* lua) {
  lua_pushfstring(lua, "model %s", model_handle(lua, 1).object->name().c_str());
  return 1;
}

constexpr luaL_Reg kMethods[] = {
    {"variables", variables}, {"domain", domain},     {"parents", parents},         {"children", children},
    {"info", info},           {"warnings", warnings}, {"questions", questions},     {"answer", answer},
    {"answers", answers},     {"check", check},       {"with_limits", with_limits}, {nullptr, nullptr}};
constexpr luaL_Reg kMetamethods[] = {{"__tostring", to_text}, {nullptr, nullptr}};

}  // namespace

void add_models(lua_State* lua) {
  add_type<Model>(lua, "model", kMethods, kMetamethods, index_model);
  lua_pushcfunction(lua, load);
  lua_setfield(lua, -2, "load");
  lua_pushcfunction(lua, parse);
  lua_setfield(lua, -2, "parse");
  lua_pushcfunction(lua, format_text);
  lua_setfield(lua, -2, "format");
}

}  // namespace causeway::lua

namespace causeway {

void push_model(lua_State* lua, const Model& model, const Limits& limits) {
  auto& handle = lua::push_box<lua::Handle<Model>>(lua, 1);
  handle.limits = limits;
  lua::attempt(lua, [&] { handle.object = model; });
  lua::push_functions(lua);
  lua_setiuservalue(lua, -2, 1);
}

const Model* model_at(lua_State* lua, int index) {
  const auto* handle = lua::box_at<lua::Handle<Model>>(lua, index);
  return handle != nullptr && handle->object ? &*handle->object : nullptr;
}

}  // namespace causeway
