// SPDX-License-Identifier: MIT
#include "query/reads.hpp"

namespace causeway::query {

using lower::Setting;
using lower::Template;
using lower::VarId;
using lower::WorldId;

void Reads::add(const Template& form, WorldId world, VarId owner) {
  visit(form, world, owner, true);
  follow();
}

void Reads::add(VarId variable, WorldId world) {
  visit(variable, world, VarId(), true);
  follow();
}

std::vector<Setting> Reads::relevant(WorldId world) const {
  std::vector<Setting> result;
  for (const Setting& one : worlds_.settings(world)) {
    if (met_.contains(&one)) result.push_back(one);
  }
  return result;
}

void Reads::visit(const Template& form, WorldId world, VarId owner, bool mentioned) {
  for (const lower::Ref& ref : form.refs) {
    const WorldId where = ref.world.value_or(world);
    const VarId through = ref.world ? VarId() : owner;
    if (const auto* one = std::get_if<VarId>(&ref.target)) {
      visit(*one, where, through, mentioned);
    } else {
      for (const VarId member : model_.members[std::get<lower::Slice>(ref.target).family].list())
        visit(member, where, through, mentioned);
    }
  }
}

void Reads::visit(VarId variable, WorldId world, VarId owner, bool mentioned) {
  if (const Setting* edge = owner.valid() ? worlds_.on_edge(world, variable, owner) : nullptr) {
    if (met_.insert(edge).second) visit(edge->value, world, VarId(), true);
    return;
  }
  if (mentioned) reads_.emplace(variable, world);
  // What no intervention reaches depends on none.
  if (!worlds_.reaches(world, variable, model_.children)) return;
  if (seen_.emplace(variable, world).second) waiting_.emplace_back(variable, world);
}

/// From what is read to the interventions that it depends on, through the mechanisms in between.
void Reads::follow() {
  while (!waiting_.empty()) {
    const auto [variable, world] = waiting_.back();
    waiting_.pop_back();
    if (const Setting* setting = worlds_.on_variable(world, variable)) {
      met_.insert(setting);
      visit(setting->value, world, VarId(), true);
    } else {
      visit(model_.variables[variable].mechanism, world, variable, false);
    }
  }
}

}  // namespace causeway::query
