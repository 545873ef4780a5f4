// SPDX-License-Identifier: MIT
#include "formats/network_model.hpp"

#include <algorithm>

#include "support/text.hpp"

namespace causeway::formats {

using sema::CoreId;
using sema::FamilyId;

namespace {

void declare(sema::CheckedModel& model, const NetworkVariable& variable) {
  const support::LabelSetId labels = model.labels.intern(variable.states, "");
  sema::Scope& scope = model.modules[sema::ModuleId(0)].scope;
  if (std::find(scope.label_sets.begin(), scope.label_sets.end(), labels) == scope.label_sets.end())
    scope.label_sets.push_back(labels);
  const FamilyId id =
      model.families.push_back({variable.name, variable.span, false, false, 0, sema::label(labels), {}});
  scope.names.emplace(variable.name, sema::Entity{sema::Entity::Kind::Family, id.value, sema::ModuleId(0)});
}

void define(sema::CheckedModel& model, const NetworkVariable& variable, FamilyId id) {
  sema::Family& family = model.families[id];
  sema::TableLaw law{{}, model.tables.size()};
  for (const std::size_t parent : variable.parents) {
    const FamilyId other(parent);
    law.parents.push_back(model.cores.push_back(
        {variable.span, sema::value_of(model.families[other].scalar), sema::VariableValue{other, {}}}));
  }
  model.tables.push_back(variable.table);
  const CoreId domain = model.cores.push_back(
      {variable.span, sema::set_of(family.scalar), sema::LabelsSet{family.scalar.labels}});
  const CoreId mechanism =
      model.cores.push_back({variable.span, sema::law_of(family.scalar), std::move(law)});
  family.clauses.push_back(
      {variable.span, variable.span, {}, domain, mechanism, true, sema::Coupling::None, ""});
}

}  // namespace

std::shared_ptr<sema::CheckedModel> model_of(Network network, const std::string& name,
                                             const support::SourceMap& sources) {
  auto model = std::make_shared<sema::CheckedModel>();
  model->name = network.name.empty() || network.name == "unknown" ? name : network.name;
  model->sources = sources;
  model->modules.push_back({std::make_shared<const syntax::Module>(), name, {}, sema::Scope()});
  model->domains.push_back({"bool", {}, {}, sema::boolean()});
  for (const NetworkVariable& one : network.variables) declare(*model, one);
  for (std::size_t i = 0; i < network.variables.size(); ++i)
    define(*model, network.variables[i], FamilyId(i));
  if (network.inexact_rows > 0) {
    model->warnings.push_back(
        support::warning(Code::InexactRows, network.first_inexact,
                         support::grouped(network.inexact_rows) + " of " + support::grouped(network.rows) +
                             " rows do not sum to exactly 1 (this is the first; the largest deviation is " +
                             network.largest_deviation.to_decimal(2) +
                             "); the difference was put on each row's largest entry"));
  }
  return model;
}

}  // namespace causeway::formats
