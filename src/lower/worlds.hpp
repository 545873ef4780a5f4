// SPDX-License-Identifier: MIT
// The worlds of a query: the factual one and those that its lists of interventions make of it. A world is its
// list; equal lists are one world.
#pragma once

#include <vector>

#include "lower/lowered_model.hpp"

namespace causeway::lower {

/// One intervention: on a variable, or on the edge from it to `child`. Plain references of its value are read
/// in the world being evaluated, so that a policy is a policy in every world made from this one; bracketed
/// ones are fixed.
struct Setting {
  VarId target;
  VarId child;  // invalid: not an edge
  bool stochastic;
  Template value;   // a law if stochastic
  SourceId source;  // if stochastic
  Span span;

  bool edge() const { return child.valid(); }
  bool same_target(const Setting& other) const { return target == other.target && child == other.child; }
  friend bool operator==(const Setting& a, const Setting& b) {
    return a.same_target(b) && a.stochastic == b.stochastic && a.value == b.value && a.source == b.source;
  }
};

class Worlds {
 public:
  Worlds() { worlds_.push_back({}); }

  /// The world that a list makes of another: later interventions on the same target replace earlier ones.
  /// Each target stands once in the list.
  WorldId make(WorldId base, std::vector<Setting> list);

  /// By target, then child.
  const std::vector<Setting>& settings(WorldId world) const { return worlds_[world].settings; }
  const Setting* on_variable(WorldId world, VarId target) const { return find(world, target, VarId()); }
  const Setting* on_edge(WorldId world, VarId parent, VarId child) const {
    return find(world, parent, child);
  }
  /// What stands in this world on the target of `like`; null: nothing.
  const Setting* find(WorldId world, const Setting& like) const { return find(world, like.target, like.child); }
  std::size_t size() const { return worlds_.size(); }

  /// Can anything in this world differ from the factual one at this variable?
  bool reaches(WorldId world, VarId variable, const std::vector<std::vector<VarId>>& children);

 private:
  struct World {
    std::vector<Setting> settings;
    std::vector<bool> reach;  // by variable; empty: not computed
  };
  const Setting* find(WorldId world, VarId target, VarId child) const;

  support::IdVector<WorldId, World> worlds_;
};

}  // namespace causeway::lower
