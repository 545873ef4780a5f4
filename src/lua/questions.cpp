// SPDX-License-Identifier: MIT
// Asking models, worlds and prepared queries, and drawing units. Tests: tests/lua/question_test.lua.
#include <algorithm>
#include <string>

#include "causeway/graph.hpp"
#include "causeway/network.hpp"
#include "lua/context.hpp"
#include "lua/errors.hpp"
#include "lua/handles.hpp"
#include "lua/texts.hpp"
#include "lua/values.hpp"

namespace causeway::lua {

namespace {

/// What a prepared query takes that Lua does not see, roughly.
constexpr std::size_t kPreparedBytes = std::size_t{32} << 10;

/// A model, or a world of one: what can be asked.
struct Subject {
  const Model* model = nullptr;
  const World* world = nullptr;
  Limits limits;

  /// Calls `use` with whichever it is.
  template <typename Use>
  auto visit(const Use& use) const {
    return model != nullptr ? use(*model) : use(*world);
  }
};

Subject subject_at(lua_State* lua, int index) {
  if (const auto* handle = box_at<Handle<World>>(lua, index); handle != nullptr && handle->object)
    return {nullptr, &*handle->object, handle->limits};
  const Handle<Model>& handle = model_handle(lua, index);
  return {&*handle.object, nullptr, handle.limits};
}

/// Pushes what `ask(cancel)` answers.
template <typename Ask>
int push_asked(lua_State* lua, const Ask& ask) {
  auto& answer = push_box<std::optional<Answer>>(lua);
  call_library(lua, [&](const CancelToken& cancel) { answer = ask(cancel).value(); });
  warn_all(lua, answer->warnings());
  push_answer(lua, *answer);
  answer.reset();
  return 1;
}

Result<Answer> ask(const Model& model, std::string_view text, const Limits& limits,
                   const CancelToken& cancel) {
  return model.query(text, limits, cancel);
}
Result<Answer> ask(const World& world, std::string_view text, const Limits& limits,
                   const CancelToken& cancel) {
  return world.predict(text, limits, cancel);
}

/// Asks the query at the top of the stack; limits are at index 3.
int ask_text(lua_State* lua) {
  const Subject subject = subject_at(lua, 1);
  const std::string_view text = text_at(lua, -1);
  const Limits limits = limits_at(lua, 3, subject.limits);
  return push_asked(lua, [&](const CancelToken& cancel) {
    return subject.visit([&](const auto& asked) { return ask(asked, text, limits, cancel); });
  });
}

/// `query(text [, limits])`.
int query(lua_State* lua) {
  luaL_checkstring(lua, 2);
  lua_settop(lua, 3);
  lua_pushvalue(lua, 2);
  return ask_text(lua);
}

/// `P(text [, limits])` is query("P(text)"), and so on: the name is the upvalue.
int term(lua_State* lua) {
  luaL_checkstring(lua, 2);
  lua_settop(lua, 3);
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_pushliteral(lua, "(");
  lua_pushvalue(lua, 2);
  lua_pushliteral(lua, ")");
  lua_concat(lua, 4);
  return ask_text(lua);
}

/// `marginals([conditions] [, limits])`.
int marginals(lua_State* lua) {
  const std::string_view conditions = lua_isnoneornil(lua, 2) ? "" : check_text(lua, 2);
  lua_settop(lua, 3);
  lua_pushstring(lua, conditions.empty() ? "marginals(" : "marginals(| ");
  lua_pushlstring(lua, conditions.data(), conditions.size());
  lua_pushliteral(lua, ")");
  lua_concat(lua, 3);
  return ask_text(lua);
}

// ---- worlds ----

/// Fills the values that the table at `index` gives to variables, in the order of their names.
void read_assignments(lua_State* lua, int index, Assignments& assignments) {
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    if (lua_type(lua, -2) != LUA_TSTRING) {
      lua_pushfstring(lua, "the name of a variable is a string, not a %s", luaL_typename(lua, -2));
      raise(lua, Code::Usage, lua_tostring(lua, -1),
            "write {grade = \"A\"}, or {[\"x[1]\"] = true} for a variable of a family");
    }
    const std::string_view name = text_at(lua, -2);
    lua_pushfstring(lua, "the value of `%s`", name.data());
    const Operand value = value_at(lua, -2, lua_tostring(lua, -1));
    lua_pop(lua, 1);
    attempt(lua, [&] { assignments.emplace_back(std::string(name), value.value()); });
  }
  attempt(lua, [&] {
    std::sort(assignments.begin(), assignments.end(),
              [](const Assignment& a, const Assignment& b) { return a.first < b.first; });
  });
}

/// The world with more facts or actions: a text, or a table of values. `next` takes either.
template <typename Next>
int step(lua_State* lua, const Next& next) {
  const Subject subject = subject_at(lua, 1);
  lua_settop(lua, 2);
  auto& world = push_handle<World>(lua, 1, subject.limits);
  if (lua_type(lua, 2) == LUA_TSTRING) {
    const std::string_view text = text_at(lua, 2);
    attempt(lua, [&] { world.object = subject.visit([&](const auto& from) { return next(from, text); }); });
  } else {
    luaL_argexpected(lua, lua_istable(lua, 2), 2, "text, or table of values");
    auto& assignments = push_box<Assignments>(lua);
    read_assignments(lua, 2, assignments);
    attempt(lua,
            [&] { world.object = subject.visit([&](const auto& from) { return next(from, assignments); }); });
    lua_pop(lua, 1);
  }
  Diagnostics& wrong = push_box<Diagnostics>(lua);
  call_library(lua, [&](const CancelToken&) { wrong = world.object->check(); });
  if (!wrong.empty()) raise(lua, wrong);
  lua_pop(lua, 1);
  return 1;
}

/// `given(events | values)`: what was seen.
int given(lua_State* lua) {
  return step(lua, [](const auto& from, const auto& facts) { return from.given(facts); });
}

/// `act(interventions | values)`: what is done.
int act(lua_State* lua) {
  return step(lua, [](const auto& from, const auto& actions) { return from.act(actions); });
}

// ---- graphs, explanations ----

void push_graph(lua_State* lua, const Graph& graph) {
  lua_createtable(lua, 0, 3);
  lua_pushlstring(lua, graph.name.data(), graph.name.size());
  lua_setfield(lua, -2, "name");
  lua_createtable(lua, static_cast<int>(graph.nodes.size()), 0);
  lua_Integer number = 0;
  for (const Graph::Node& node : graph.nodes) {
    lua_createtable(lua, 0, 4);
    lua_pushlstring(lua, node.name.data(), node.name.size());
    lua_setfield(lua, -2, "name");
    for (const auto& [field, value] : {std::pair<const char*, bool>("noise", node.noise),
                                       {"latent", node.latent},
                                       {"acted", node.acted}}) {
      lua_pushboolean(lua, value ? 1 : 0);
      lua_setfield(lua, -2, field);
    }
    lua_rawseti(lua, -2, ++number);
  }
  lua_setfield(lua, -2, "nodes");
  lua_createtable(lua, static_cast<int>(graph.edges.size()), 0);
  number = 0;
  for (const Graph::Edge& edge : graph.edges) {
    lua_createtable(lua, 2, 0);
    for (const auto& [place, node] : {std::pair<int, std::size_t>(1, edge.from), {2, edge.to}}) {
      const std::string& name = graph.nodes[node].name;
      lua_pushlstring(lua, name.data(), name.size());
      lua_rawseti(lua, -2, place);
    }
    lua_rawseti(lua, -2, ++number);
  }
  lua_setfield(lua, -2, "edges");
}

/// `graph()`: `{name = …, nodes = …, edges = {{from, to}, …}}`; `graph("dot" | "dagitty" | "json")`: a text.
int graph(lua_State* lua) {
  static const char* const kFormats[] = {"dot", "dagitty", "json", nullptr};
  const Subject subject = subject_at(lua, 1);
  const int format = lua_isnoneornil(lua, 2) ? -1 : luaL_checkoption(lua, 2, nullptr, kFormats);
  Graph& graph = push_box<Graph>(lua);
  std::string& text = push_box<std::string>(lua);
  call_library(lua, [&](const CancelToken&) {
    graph = subject.model != nullptr ? subject.model->graph() : subject.world->graph().value();
    constexpr GraphFormat kKinds[] = {GraphFormat::Dot, GraphFormat::Dagitty, GraphFormat::Json};
    if (format >= 0) text = graph.to_string(kKinds[format]);
  });
  if (format >= 0) {
    lua_pushlstring(lua, text.data(), text.size());
  } else {
    push_graph(lua, graph);
  }
  return 1;
}

/// `export("bif" | "xmlbif" | "uai" | "scm")`: the model as a Bayesian network, a text; what that could not
/// say.
int export_network(lua_State* lua) {
  static const char* const kFormats[] = {"bif", "xmlbif", "uai", "scm", nullptr};
  constexpr NetworkFormat kKinds[] = {NetworkFormat::Bif, NetworkFormat::XmlBif, NetworkFormat::Uai,
                                      NetworkFormat::Scm};
  const Subject subject = subject_at(lua, 1);
  const NetworkFormat format = kKinds[luaL_checkoption(lua, 2, nullptr, kFormats)];
  NetworkText& made = push_box<NetworkText>(lua);
  std::vector<std::string>& warnings = push_box<std::vector<std::string>>(lua);
  call_library(lua, [&](const CancelToken& cancel) {
    made = subject.model->network(cancel).value().to_text(format).value();
    for (const Diagnostic& one : made.warnings) warnings.push_back(one.message);
  });
  lua_pushlstring(lua, made.text.data(), made.text.size());
  push_texts(lua, warnings);
  return 2;
}

void push_worlds(lua_State* lua, const std::vector<Explanation::World>& worlds) {
  lua_createtable(lua, static_cast<int>(worlds.size()), 0);
  lua_Integer number = 0;
  for (const Explanation::World& world : worlds) {
    lua_createtable(lua, 0, 2);
    set_text(lua, "name", world.name);
    push_texts(lua, world.interventions);
    lua_setfield(lua, -2, "interventions");
    lua_rawseti(lua, -2, ++number);
  }
}

void push_term(lua_State* lua, const Explanation::Term& term) {
  lua_createtable(lua, 0, 12);
  set_text(lua, "text", term.text);
  set_text(lua, "plan", term.plan);
  set_text(lua, "plan_error", term.plan_error);
  set_text(lua, "abduction_error", term.abduction_error);
  for (const auto& [field, value] :
       {std::pair<const char*, std::uint64_t>("rung", static_cast<std::uint64_t>(term.rung)),
        {"cost", term.cost},
        {"largest_table", term.largest_table}}) {
    lua_pushinteger(lua, static_cast<lua_Integer>(std::min<std::uint64_t>(value, INT64_MAX)));
    lua_setfield(lua, -2, field);
  }
  push_worlds(lua, term.worlds);
  lua_setfield(lua, -2, "worlds");
  push_texts(lua, term.cluster);
  lua_setfield(lua, -2, "cluster");
  push_texts(lua, term.noise);
  lua_setfield(lua, -2, "noise");
  if (term.assignments) {
    push_rational(lua, *term.assignments);
    lua_setfield(lua, -2, "assignments");
  }
  if (!term.abduction) return;
  push_distribution(lua, *term.abduction);
  lua_pushinteger(lua, static_cast<lua_Integer>(term.abduction_rows));
  lua_setfield(lua, -2, "rows_in_all");
  lua_setfield(lua, -2, "abduction");
}

/// `explain(query [, limits])`: what a query means and costs, as a table.
int explain(lua_State* lua) {
  const Handle<Model>& handle = model_handle(lua, 1);
  const std::string_view text = check_text(lua, 2);
  const Limits limits = limits_at(lua, 3, handle.limits);
  Explanation& explanation = push_box<Explanation>(lua);
  call_library(lua, [&](const CancelToken& cancel) {
    explanation = handle.object->explain(text, limits, cancel).value();
  });
  lua_createtable(lua, 0, 3);
  set_text(lua, "text", explanation.text);
  lua_pushinteger(lua, explanation.rung);
  lua_setfield(lua, -2, "rung");
  lua_createtable(lua, static_cast<int>(explanation.terms.size()), 0);
  lua_Integer number = 0;
  for (const Explanation::Term& term : explanation.terms) {
    push_term(lua, term);
    lua_rawseti(lua, -2, ++number);
  }
  lua_setfield(lua, -2, "terms");
  return 1;
}

/// `ir([query [, pass]])`: the IR as text.
int ir(lua_State* lua) {
  const Model& model = *model_handle(lua, 1).object;
  const bool whole = lua_isnoneornil(lua, 2);
  const std::string_view text = whole ? "" : check_text(lua, 2);
  const std::string_view pass = lua_isnoneornil(lua, 3) ? "raw" : check_text(lua, 3);
  std::string& result = push_box<std::string>(lua);
  call_library(lua, [&](const CancelToken& cancel) {
    result = whole ? model.ir() : model.ir(text, std::string(pass), cancel).value();
  });
  lua_pushlstring(lua, result.data(), result.size());
  return 1;
}

// ---- prepared queries ----

int prepare(lua_State* lua) {
  const Handle<Model>& handle = model_handle(lua, 1);
  const std::string_view text = check_text(lua, 2);
  auto& prepared = push_handle<PreparedQuery>(lua, 1, handle.limits);
  call_library(lua, [&](const CancelToken&) { prepared.object = handle.object->prepare(text).value(); });
  account(lua, kPreparedBytes);
  return 1;
}

const Handle<PreparedQuery>& prepared_at(lua_State* lua) {
  return handle_at<PreparedQuery>(lua, 1, "prepared query");
}

/// Binds the values of the table at `index`.
void bind_all(lua_State* lua, int index, std::optional<PreparedQuery>& query) {
  if (lua_isnoneornil(lua, index)) return;
  luaL_checktype(lua, index, LUA_TTABLE);
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    if (lua_type(lua, -2) != LUA_TSTRING) {
      lua_pushfstring(lua, "the name of a placeholder is a string, not a %s", luaL_typename(lua, -2));
      raise(lua, Code::Usage, lua_tostring(lua, -1), "for `$g` write {g = \"A\"}");
    }
    const char* name = lua_tostring(lua, -2);
    const Operand value = operand_at(lua, -1);
    if (value.kind == Operand::Kind::None) {
      lua_pushfstring(lua, "the value of `$%s`", name);
      value_at(lua, -2, lua_tostring(lua, -1));
    }
    attempt(lua, [&] { query = query->bind(name, value.value()); });
  }
}

/// A prepared query with its values, and the answer.
struct Evaluation {
  std::optional<PreparedQuery> query;
  std::optional<Answer> answer;
};

/// `prepared([values] [, limits])`: the answer with these values.
int evaluate(lua_State* lua) {
  const Handle<PreparedQuery>& handle = prepared_at(lua);
  lua_settop(lua, 3);
  const Limits limits = limits_at(lua, 3, handle.limits);
  Evaluation& evaluation = push_box<Evaluation>(lua);
  attempt(lua, [&] { evaluation.query = handle.object; });
  bind_all(lua, 2, evaluation.query);
  call_library(lua, [&](const CancelToken& cancel) {
    evaluation.answer = evaluation.query->evaluate(limits, cancel).value();
  });
  warn_all(lua, evaluation.answer->warnings());
  push_answer(lua, *evaluation.answer);
  evaluation = Evaluation();
  return 1;
}

/// `prepared:bind(values)`: a prepared query with these values bound.
int bind(lua_State* lua) {
  const Handle<PreparedQuery>& handle = prepared_at(lua);
  lua_settop(lua, 2);
  auto& bound = push_handle<PreparedQuery>(lua, 1, handle.limits);
  attempt(lua, [&] { bound.object = handle.object; });
  bind_all(lua, 2, bound.object);
  return 1;
}

/// A list of `{name = …, optional = …}`.
int placeholders(lua_State* lua) {
  const Handle<PreparedQuery>& handle = prepared_at(lua);
  auto& found = push_box<std::vector<PreparedQuery::Placeholder>>(lua);
  attempt(lua, [&] { found = handle.object->placeholders(); });
  lua_createtable(lua, static_cast<int>(found.size()), 0);
  lua_Integer number = 0;
  for (const PreparedQuery::Placeholder& one : found) {
    lua_createtable(lua, 0, 2);
    set_text(lua, "name", one.name);
    lua_pushboolean(lua, one.optional ? 1 : 0);
    lua_setfield(lua, -2, "optional");
    lua_rawseti(lua, -2, ++number);
  }
  return 1;
}

int prepared_text(lua_State* lua) {
  prepared_at(lua);
  lua_pushliteral(lua, "prepared query");
  return 1;
}

int world_text(lua_State* lua) {
  handle_at<World>(lua, 1, "world");
  lua_pushliteral(lua, "world");
  return 1;
}

constexpr luaL_Reg kModelMethods[] = {
    {"prepare", prepare}, {"explain", explain}, {"ir", ir}, {"export", export_network}, {nullptr, nullptr}};
constexpr luaL_Reg kNoMethods[] = {{nullptr, nullptr}};
constexpr luaL_Reg kPreparedMethods[] = {
    {"bind", bind}, {"evaluate", evaluate}, {"placeholders", placeholders}, {nullptr, nullptr}};
constexpr luaL_Reg kPreparedMetamethods[] = {
    {"__call", evaluate}, {"__tostring", prepared_text}, {nullptr, nullptr}};
constexpr luaL_Reg kWorldMetamethods[] = {{"__tostring", world_text}, {nullptr, nullptr}};
constexpr luaL_Reg kSubjectMethods[] = {{"query", query},         {"given", given}, {"act", act},
                                        {"marginals", marginals}, {"graph", graph}, {nullptr, nullptr}};
constexpr const char* kTerms[] = {"P", "E", "Var", "Cov", "dist", "map"};

/// Sets what models and worlds answer alike into the table at the top.
void set_subject_methods(lua_State* lua) {
  luaL_setfuncs(lua, kSubjectMethods, 0);
  for (const char* name : kTerms) {
    lua_pushstring(lua, name);
    lua_pushcclosure(lua, term, 1);
    lua_setfield(lua, -2, name);
  }
  set_sampling_methods(lua);
}

}  // namespace

void add_questions(lua_State* lua) {
  add_type<PreparedQuery>(lua, "prepared query", kPreparedMethods, kPreparedMetamethods);
  add_type<World>(lua, "world", kNoMethods, kWorldMetamethods);
  push_methods<World>(lua);
  set_subject_methods(lua);
  lua_pushcfunction(lua, query);
  lua_setfield(lua, -2, "predict");
  lua_pop(lua, 1);
  push_methods<Model>(lua);
  set_subject_methods(lua);
  luaL_setfuncs(lua, kModelMethods, 0);
  lua_pop(lua, 1);
}

}  // namespace causeway::lua
