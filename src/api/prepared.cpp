// SPDX-License-Identifier: MIT
#include "causeway/prepared.hpp"

#include "api/state.hpp"
#include "causeway/model.hpp"
#include "query/prepared.hpp"
#include "sema/declarations.hpp"

namespace causeway {

namespace api {

struct PreparedState {
  explicit PreparedState(std::shared_ptr<const ModelState> of)
      : model(std::move(of)), checked(*model->lowered->checked) {}

  /// Throws Fault, whose spans refer to `checked`; Exhausted.
  void prepare(std::string_view text) {
    if (const auto named = find_question(*model, text)) {
      query.emplace(question_of(*model, *named));
      return;
    }
    support::Budget budget(model->limits);
    sema::check_query(*model->lowered->checked, "<query>", std::string(text), budget, checked);
    query.emplace(query::Question{*model->lowered, checked.cores, checked.sources, checked.query});
  }

  std::shared_ptr<const ModelState> model;
  sema::CheckedQuery checked;
  std::optional<query::Prepared> query;
};

}  // namespace api

std::vector<PreparedQuery::Placeholder> PreparedQuery::placeholders() const {
  std::vector<Placeholder> result;
  for (const auto& one : state_->query->placeholders()) result.push_back({one.name, one.optional});
  return result;
}

PreparedQuery PreparedQuery::bind(const std::string& name, Value value) const {
  PreparedQuery result = *this;
  result.values_.insert_or_assign(name, std::move(value));
  return result;
}

Result<Answer> PreparedQuery::evaluate(const CancelToken& cancel) const {
  return evaluate(state_->model->limits, cancel);
}

Result<Answer> PreparedQuery::evaluate(const Limits& limits, const CancelToken& cancel) const {
  return state_->query->evaluate(values_, limits, cancel);
}

Result<PreparedQuery> Model::prepare(std::string_view text) const {
  const auto state = std::make_shared<api::PreparedState>(state_);
  return api::guarded<PreparedQuery>(state->checked, [&]() -> Result<PreparedQuery> {
    state->prepare(text);
    return PreparedQuery(state);
  });
}

}  // namespace causeway
