// SPDX-License-Identifier: MIT
#include "query/actions.hpp"

#include <unordered_set>

#include "query/session.hpp"

namespace causeway::query {

namespace {

using lower::VarId;

bool matches(const lower::Slice& slice, const ir::Key& index) {
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (slice.pattern[i] && *slice.pattern[i] != index[i]) return false;
  }
  return true;
}

/// The variables that a template may read.
std::vector<VarId> reads(const lower::Template& form, const lower::LoweredModel& model,
                         support::Budget& budget) {
  std::vector<VarId> result;
  std::unordered_set<VarId> known;
  const auto add = [&](VarId one) {
    if (known.insert(one).second) result.push_back(one);
  };
  for (const lower::Ref& ref : form.refs) {
    if (const auto* one = std::get_if<VarId>(&ref.target)) {
      add(*one);
      continue;
    }
    const auto& slice = std::get<lower::Slice>(ref.target);
    for (const VarId one : model.members[slice.family].list()) {
      budget.spend();
      if (matches(slice, model.variables[one].index)) add(one);
    }
  }
  return result;
}

}  // namespace

std::vector<Action> actions(const Question& question, support::Budget& budget) {
  Workspace workspace(question.model, budget);
  Session session(question.model, workspace, question.cores, question.sources, budget);
  session.folder().set_standpoint(question.standpoint);
  session.folder().set_placeholders(question.placeholders);
  const auto term = session.folder().whole_term(question.def.body, nullptr);
  std::vector<Action> result;
  if (!term) return result;
  for (const lower::Setting& one : session.terms()[*term].actions) {
    Action& action = result.emplace_back();
    action.variable = one.edge() ? one.child : one.target;
    if (one.edge()) action.parent = one.target;
    action.reads = reads(one.value, question.model, budget);
  }
  return result;
}

}  // namespace causeway::query
