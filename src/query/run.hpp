// SPDX-License-Identifier: MIT
// A checked query to its answer: indexed queries index by index, faults and limits turned into diagnostics.
#pragma once

#include "causeway/answer.hpp"
#include "causeway/result.hpp"
#include "lower/lowered_model.hpp"
#include "lower/placeholders.hpp"
#include "query/workspace.hpp"
#include "support/budget.hpp"

namespace causeway::query {

/// Where a query's checked expressions and texts are: in the model, or in a layer of its own.
struct Question {
  const lower::LoweredModel& model;
  const sema::CoreStore& cores;
  const support::SourceMap& sources;
  const sema::QueryDef& def;
  const lower::Placeholders* placeholders = nullptr;  // what `$v` stands for
  const sema::Standpoint* standpoint = nullptr;       // from where it is asked
};

/// The answer, or why there is none: a single error. Questions that are answered in one workspace share their
/// work.
Result<Answer> answer(const Question& question, support::Budget& budget, Workspace& workspace);
Result<Answer> answer(const Question& question, support::Budget& budget);
/// Tells the workspace of a question that will be asked later. Nothing is said of what is wrong with it;
/// false if the budget is spent.
bool expect(const Question& question, support::Budget& budget, Workspace& workspace);
/// Everything that can be said of a query without computing it: its error, if it has one, and its warnings.
Diagnostics check(const Question& question, support::Budget& budget);

}  // namespace causeway::query
