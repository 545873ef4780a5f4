// SPDX-License-Identifier: MIT
#include "api/state.hpp"

#include "support/text.hpp"

namespace causeway::api {

query::Question question_of(const ModelState& state, std::size_t i) {
  const sema::CheckedModel& checked = *state.lowered->checked;
  return {*state.lowered, checked.cores, checked.sources, checked.queries[sema::QueryId(i)]};
}

std::optional<std::size_t> find_question(const ModelState& state, std::string_view text) {
  const std::string name = support::fold_white_space(text);
  for (std::size_t i = 0; i < state.lowered->checked->queries.size(); ++i) {
    const std::string& known = state.lowered->checked->queries[sema::QueryId(i)].name;
    if (!known.empty() && known == name) return i;
  }
  return std::nullopt;
}

namespace {

std::size_t hash(std::string_view name) {
  return std::hash<std::string_view>()(name);
}

/// `x[1,low]` as it is listed: `x[1, low]`.
std::string spaced(std::string_view name) {
  std::string result;
  for (const char c : name.substr(0, name.find('['))) result += c;
  for (std::size_t i = result.size(); i < name.size(); ++i) {
    if (name[i] == ' ' && (name[i - 1] == ',' || name[i - 1] == '[')) continue;
    result += name[i];
    if (name[i] == ',') result += ' ';
  }
  return result;
}

}  // namespace

lower::VarId find_variable(const ModelState& state, std::string_view name) {
  const auto find = [&](std::string_view exact) {
    return state.by_name->find(hash(exact),
                               [&](lower::VarId one) { return state.lowered->variables[one].name == exact; });
  };
  const lower::VarId known = find(name);
  return known.valid() || name.find(',') == std::string_view::npos ? known : find(spaced(name));
}

std::shared_ptr<const VariableIndex> index_of(const lower::LoweredModel& model) {
  auto index = std::make_shared<VariableIndex>();
  for (std::size_t i = 0; i < model.variables.size(); ++i)
    index->add(hash(model.variables[lower::VarId(i)].name), lower::VarId(i));
  return index;
}

Diagnostic plain_error(Code code, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

Diagnostic no_memory() {
  return plain_error(Code::Resource, "the machine has no more memory",
                     "a lower limit (--max-memory) says so earlier");
}

}  // namespace causeway::api
