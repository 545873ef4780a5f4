// SPDX-License-Identifier: MIT
#include "lower/worlds.hpp"

#include <algorithm>
#include <set>

namespace causeway::lower {

namespace {

/// Settings on a variable itself come before those on its edges: an invalid child sorts first.
std::pair<VarId, std::uint32_t> order(VarId target, VarId child) {
  return {target, child.valid() ? child.value + 1 : 0};
}
std::pair<VarId, std::uint32_t> order(const Setting& one) {
  return order(one.target, one.child);
}

}  // namespace

WorldId Worlds::make(WorldId base, std::vector<Setting> list) {
  const auto before = [](const Setting& a, const Setting& b) { return order(a) < order(b); };
  std::sort(list.begin(), list.end(), before);
  const std::size_t own = list.size();
  for (const Setting& one : worlds_[base].settings) {
    const auto end = list.begin() + static_cast<std::ptrdiff_t>(own);
    if (!std::binary_search(list.begin(), end, one, before)) list.push_back(one);
  }
  // In a world where the child is intervened on, its mechanism reads no edge.
  std::set<VarId> targets;
  for (const Setting& one : list) {
    if (!one.edge()) targets.insert(one.target);
  }
  std::erase_if(list, [&](const Setting& one) { return one.edge() && targets.contains(one.child); });
  std::sort(list.begin(), list.end(), before);
  for (std::size_t i = 0; i < worlds_.size(); ++i) {
    if (worlds_[WorldId(i)].settings == list) return WorldId(i);
  }
  return worlds_.push_back({std::move(list), {}});
}

const Setting* Worlds::find(WorldId world, VarId target, VarId child) const {
  const std::vector<Setting>& settings = worlds_[world].settings;
  const auto before = [](const Setting& one, const std::pair<VarId, std::uint32_t>& key) {
    return order(one) < key;
  };
  const auto found = std::lower_bound(settings.begin(), settings.end(), order(target, child), before);
  return found != settings.end() && found->target == target && found->child == child ? &*found : nullptr;
}

bool Worlds::reaches(WorldId id, VarId variable, const std::vector<std::vector<VarId>>& children) {
  World& world = worlds_[id];
  if (world.settings.empty()) return false;
  if (world.reach.empty()) {
    world.reach.resize(children.size());
    std::vector<VarId> stack;
    const auto visit = [&](VarId one) {
      if (world.reach[one.index()]) return;
      world.reach[one.index()] = true;
      stack.push_back(one);
    };
    for (const Setting& one : world.settings) visit(one.edge() ? one.child : one.target);
    while (!stack.empty()) {
      const VarId one = stack.back();
      stack.pop_back();
      for (const VarId child : children[one.index()]) visit(child);
    }
  }
  return world.reach[variable.index()];
}

}  // namespace causeway::lower
