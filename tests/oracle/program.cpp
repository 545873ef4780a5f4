// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <algorithm>

#include "expander.hpp"

namespace causeway::oracle {

const Entity* Program::find(const std::string& name, Entity::Kind kind) const {
  const auto found = names.find(name);
  return found != names.end() && found->second.kind == kind ? &found->second : nullptr;
}

std::string Program::name(int id) const {
  const Variable& v = variables[static_cast<std::size_t>(id)];
  std::string name = families[static_cast<std::size_t>(v.family)].name;
  for (std::size_t i = 0; i < v.index.size(); ++i) name += (i == 0 ? "[" : ", ") + text(v.index[i], labels);
  return v.index.empty() ? name : name + "]";
}

Tree Program::mechanism(int id) {
  Variable& v = variable(id);
  if (v.progress == Progress::Busy) throw Failure("cycle", "`" + name(id) + "` depends on itself");
  if (v.progress == Progress::Done) return v.mechanism;
  Working working(v.progress);
  Expander expander(*this);
  const Context context = expander.inside(v.text);
  if (v.stochastic) {
    v.mechanism = expander.law(v.text.expr, context, {v.domain, std::nullopt});
    v.type = v.domain >= 0 ? trees.domain(v.domain).type : expander.law_type(v.mechanism);
  } else {
    v.mechanism = expander.assigned(v.text.expr, context, v.domain);
    v.type = trees[v.mechanism].type;
  }
  working.done();
  return v.mechanism;
}

Type Program::type(int id) {
  const Variable& v = variable(id);
  if (v.domain >= 0) return trees.domain(v.domain).type;
  mechanism(id);
  return v.type;
}

// Any member will do; those whose types cannot be known yet (because one of them is just being worked on) are
// passed.
Type Program::family_type(int id) {
  const auto& members = families[static_cast<std::size_t>(id)].members;
  if (members.empty()) throw Failure("domain", "a family without members is indexed");
  for (const auto& [index, member] : members) {
    if (variable(member).progress == Progress::Done || variable(member).domain >= 0) return type(member);
  }
  std::optional<Failure> first;
  for (const auto& [index, member] : members) {
    try {
      return type(member);
    } catch (const Failure& failure) {
      if (!first) first = failure;
    }
  }
  throw *first;
}

int Program::family_domain(int id) {
  int common = -1;
  for (const auto& [index, member] : families[static_cast<std::size_t>(id)].members) {
    const int declared = variable(member).domain;
    if (declared < 0 || (common >= 0 && declared != common)) return -1;
    common = declared;
  }
  return common;
}

int Program::world(const World& world) {
  const auto found = std::find(worlds.begin(), worlds.end(), world);
  if (found != worlds.end()) return static_cast<int>(found - worlds.begin());
  worlds.push_back(world);
  return static_cast<int>(worlds.size()) - 1;
}

Spot Program::spot(int variable, Frame frame) const {
  const World& world = worlds[static_cast<std::size_t>(frame.world)];
  const bool edge = frame.reader >= 0 && world.count({variable, frame.reader}) > 0;
  return {variable, frame.world, edge ? frame.reader : -1};
}

Spot Program::spot(const Node& leaf, Frame frame) const {
  if (leaf.op == Op::Plain) return spot(leaf.refers.variable, frame);
  return {leaf.refers.variable, leaf.refers.world, leaf.refers.reader};
}

// An edge intervention speaks only to the own mechanism of its child, so that it "has no effect in a world
// where the child is intervened on" comes by itself.
Definition Program::definition(Spot spot) {
  const World& world = worlds[static_cast<std::size_t>(spot.world)];
  const auto found = world.find({spot.variable, spot.reader});
  if (found != world.end()) {
    const Replacement& by = found->second;
    return {by.tree, by.stochastic, false, {spot.world, -1}, found->first};
  }
  const Tree own = mechanism(spot.variable);
  return {own, variable(spot.variable).stochastic, true, {spot.world, spot.variable}, {spot.variable, -1}};
}

}  // namespace causeway::oracle
