// SPDX-License-Identifier: MIT
#include "query/warnings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "query/reads.hpp"
#include "support/text.hpp"

namespace causeway::query {

using lower::Setting;
using lower::VarId;
using lower::WorldId;
using support::quote;

namespace {

/// For each family, the variables that read a member of it at a random index.
using Choosers = std::map<lower::FamilyId, std::vector<VarId>>;

Choosers choosers_in(const lower::LoweredModel& model) {
  Choosers choosers;
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    for (const lower::Ref& ref : model.variables[VarId(i)].mechanism.refs) {
      if (const auto* slice = std::get_if<lower::Slice>(&ref.target)) choosers[slice->family].emplace_back(i);
    }
  }
  return choosers;
}

/// In the factual world; with `choosers`, also through random indices that an intervention may turn
/// elsewhere.
std::vector<bool> descendants(const lower::LoweredModel& model, VarId from, const Choosers& choosers = {}) {
  std::vector<bool> reached(model.variables.size(), false);
  std::vector<VarId> stack{from};
  reached[from.index()] = true;
  const auto visit = [&](VarId child) {
    if (reached[child.index()]) return;
    reached[child.index()] = true;
    stack.push_back(child);
  };
  while (!stack.empty()) {
    const VarId one = stack.back();
    stack.pop_back();
    for (const VarId child : model.children[one.index()]) visit(child);
    const auto choosing = choosers.find(model.variables[one].family);
    if (choosing == choosers.end()) continue;
    for (const VarId child : choosing->second) visit(child);
  }
  return reached;
}

void warn_no_effect(const lower::TermSpec& spec, const lower::LoweredModel& model, lower::Worlds& worlds,
                    std::vector<support::Report>& warnings) {
  Reads reads(model, worlds);
  for (const lower::Template& one : spec.subjects) reads.add(one, lower::kFactual);
  for (const lower::TermSpec::Column& one : spec.columns) reads.add(one.value, lower::kFactual);
  for (const lower::Template& one : spec.conditions) reads.add(one, lower::kFactual);
  const Choosers choosers = choosers_in(model);
  // An intervention may stand in several worlds; it has an effect if it has one in any of them.
  struct Seen {
    const Setting* setting;
    bool effect;
    bool entered;  // is anything read in a world with it?
  };
  std::vector<Seen> seen;
  std::set<WorldId> entered;
  for (const Read& read : reads.all()) entered.insert(read.second);
  for (const WorldId world : entered) {
    for (const Setting& one : worlds.settings(world)) {
      const VarId from = one.edge() ? one.child : one.target;
      const auto reaches = [&](const std::vector<bool>& reached) {
        return std::any_of(reads.all().begin(), reads.all().end(), [&](const Read& read) {
          return read.second == world && reached[read.first.index()];
        });
      };
      const bool effect = reaches(descendants(model, from)) || reaches(descendants(model, from, choosers));
      const auto known =
          std::find_if(seen.begin(), seen.end(), [&](const Seen& other) { return *other.setting == one; });
      if (known == seen.end()) {
        seen.push_back({&one, effect, true});
      } else {
        known->effect = known->effect || effect;
      }
    }
  }
  for (const Setting& one : spec.actions) {
    const auto known =
        std::find_if(seen.begin(), seen.end(), [&](const Seen& other) { return *other.setting == one; });
    if (known == seen.end()) seen.push_back({&one, false, false});
  }
  std::set<std::uint32_t> places;
  for (const Seen& one : seen) {
    if (one.effect || !places.insert(one.setting->span.begin).second) continue;
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
