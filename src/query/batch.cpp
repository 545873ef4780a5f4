// SPDX-License-Identifier: MIT
#include "query/batch.hpp"

namespace causeway::query {

/// Tells the workspace of the questions to come, until it has enough to do.
void Batch::look_ahead(std::size_t from) {
  support::Budget budget(limits_, cancel_, support::Share().part(from, questions_.size()));
  for (expected_ = from; expected_ < questions_.size() && !workspace_->full(limits_); ++expected_) {
    if (!expect(questions_[expected_], budget, *workspace_)) break;
  }
  workspace_->charge(idle_);
}

Result<Answer> Batch::answer(std::size_t number) {
  if (workspace_ && number >= expected_ && workspace_->full(limits_)) workspace_.reset();
  if (!workspace_) {
    workspace_.emplace(model_, idle_);
    if (number + 1 < questions_.size()) look_ahead(number);
  }
  support::Budget budget(limits_, cancel_, support::Share().part(number, questions_.size()));
  Result<Answer> result = query::answer(questions_[number], budget, *workspace_);
  workspace_->charge(idle_);
  if (!result && result.error().front().code == Code::Resource) workspace_.reset();
  return result;
}

}  // namespace causeway::query
