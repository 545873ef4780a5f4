// SPDX-License-Identifier: MIT
#include "query/warnings.hpp"

#include <algorithm>
#include <map>

#include "query/reads.hpp"
#include "support/text.hpp"

namespace causeway::query {

using lower::Setting;
using lower::VarId;
using lower::WorldId;
using support::quote;

namespace {

/// In the factual world.
std::vector<bool> descendants(const lower::LoweredModel& model, VarId from) {
  std::vector<bool> reached(model.variables.size(), false);
  std::vector<VarId> stack{from};
  while (!stack.empty()) {
    const VarId one = stack.back();
    stack.pop_back();
    if (reached[one.index()]) continue;
    reached[one.index()] = true;
    const std::vector<VarId>& children = model.children[one.index()];
    stack.insert(stack.end(), children.begin(), children.end());
  }
  return reached;
}

/// By variable, what its mechanism may read in some world: its parents, and every member of a family that it
/// reads at a random index, which an intervention may turn elsewhere.
std::vector<std::vector<VarId>> possible_parents(const lower::LoweredModel& model) {
  std::vector<std::vector<VarId>> parents(model.variables.size());
  for (std::size_t i = 0; i < parents.size(); ++i) {
    for (const VarId child : model.children[i]) parents[child.index()].emplace_back(i);
    for (const lower::Ref& ref : model.variables[VarId(i)].mechanism.refs) {
      const auto* slice = std::get_if<lower::Slice>(&ref.target);
      if (slice == nullptr) continue;
      const std::vector<VarId>& members = model.members[slice->family].list();
      parents[i].insert(parents[i].end(), members.begin(), members.end());
    }
  }
  return parents;
}

std::vector<bool> ancestors(const std::vector<std::vector<VarId>>& parents, std::vector<VarId> of) {
  std::vector<bool> reached(parents.size(), false);
  while (!of.empty()) {
    const VarId one = of.back();
    of.pop_back();
    if (reached[one.index()]) continue;
    reached[one.index()] = true;
    of.insert(of.end(), parents[one.index()].begin(), parents[one.index()].end());
  }
  return reached;
}

void warn_no_effect(const lower::TermSpec& spec, const lower::LoweredModel& model, lower::Worlds& worlds,
                    std::vector<support::Report>& warnings) {
  Reads reads(model, worlds);
  for (const lower::Template& one : spec.subjects) reads.add(one, lower::kFactual);
  for (const lower::TermSpec::Column& one : spec.columns) reads.add(one.value, lower::kFactual);
  for (const lower::Template& one : spec.conditions) reads.add(one, lower::kFactual);
  const std::vector<std::vector<VarId>> parents = possible_parents(model);
  // An intervention may stand in several worlds, and be on several variables (`x[i] = 0 for i in 1..5`); it
  // has an effect if it has one on any of them in any world.
  struct Seen {
    const Setting* setting;
    bool effect;
    bool entered;  // is anything read in a world with it?
  };
  using Place = std::pair<support::FileId, std::uint32_t>;
  const auto place_of = [](const Setting& one) { return Place(one.span.file, one.span.begin); };
  std::map<Place, Seen> seen;
  std::map<WorldId, std::vector<VarId>> entered;
  for (const auto& [variable, world] : reads.all()) entered[world].push_back(variable);
  for (const auto& [world, read] : entered) {
    const std::vector<bool> matters = ancestors(parents, read);
    for (const Setting& one : worlds.settings(world)) {
      const bool effect = matters[(one.edge() ? one.child : one.target).index()];
      const auto [known, fresh] = seen.emplace(place_of(one), Seen{&one, effect, true});
      if (!fresh) known->second.effect = known->second.effect || effect;
    }
  }
  // Equal lists are one world, with the places of the list that came first.
  for (const Setting& one : spec.actions) {
    const Setting* const made = worlds.find(spec.world, one);
    const auto known = made == nullptr ? seen.end() : seen.find(place_of(*made));
    const bool entered_too = known != seen.end() && known->second.entered;
    seen.emplace(place_of(one), Seen{&one, entered_too && known->second.effect, entered_too});
  }
  for (const auto& [place, one] : seen) {
    if (one.effect) continue;
    const std::string name =
        quote(model.variables[one.setting->edge() ? one.setting->child : one.setting->target].name);
    const std::string reason = one.entered
                                   ? "no path leads there from " + name
                                   : "wherever " + name + " matters, another intervention replaces it";
    warnings.push_back(support::warning(Code::NoEffect, one.setting->span,
                                        "this intervention changes nothing that is asked: " + reason));
  }
}

void warn_acted_evidence(const lower::TermSpec& spec, const lower::LoweredModel& model,
                         std::vector<support::Report>& warnings) {
  for (const Setting& action : spec.actions) {
    const VarId acted = action.edge() ? action.child : action.target;
    const std::vector<bool> reached = descendants(model, acted);
    for (std::size_t i = 0; i < spec.conditions.size(); ++i) {
      const auto follows = [&](const lower::Ref& ref) {
        const auto* one = std::get_if<VarId>(&ref.target);
        const bool proper = one != nullptr && reached[one->index()] && (*one != acted || action.edge());
        return proper && ref.world == spec.world;
      };
      const auto found =
          std::find_if(spec.conditions[i].refs.begin(), spec.conditions[i].refs.end(), follows);
      if (found == spec.conditions[i].refs.end()) continue;
      const std::string& name = model.variables[std::get<VarId>(found->target)].name;
      warnings.push_back(support::warning(Code::ActedEvidence, spec.condition_spans[i],
                                          "this is read after the action: " + quote(name) + " depends on " +
                                              quote(model.variables[acted].name))
                             .with_note(action.span, "the action")
                             .with_hint("for what was seen before acting, ask for the counterfactual `P(…[" +
                                        model.variables[action.target].name + " = …] | …)`"));
      return;
    }
  }
}

}  // namespace

void append_warnings(const lower::TermSpec& spec, const lower::LoweredModel& model, lower::Worlds& worlds,
                     std::vector<support::Report>& warnings) {
  warn_no_effect(spec, model, worlds, warnings);
  warn_acted_evidence(spec, model, warnings);
}

}  // namespace causeway::query
