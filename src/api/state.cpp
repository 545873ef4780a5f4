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

lower::VarId find_variable(const lower::LoweredModel& model, const std::string& name) {
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    if (model.variables[lower::VarId(i)].name == name) return lower::VarId(i);
  }
  return {};
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
