// SPDX-License-Identifier: MIT
#include "inference/engine.hpp"

#include "inference/eliminate.hpp"
#include "inference/enumerate.hpp"
#include "inference/planner.hpp"
#include "inference/trial.hpp"

namespace causeway::inference {

namespace {

/// The cost of the plan; the largest number if all units would be gone through, or if none for `most` is
/// found.
std::uint64_t cost_of(ir::Store& store, const Task& task, const Passes& passes,
                      std::uint64_t most = ~std::uint64_t{0}) {
  constexpr std::uint64_t kPlanning = 1'000'000;
  const Trial trial(store, saturating_sum(most, kPlanning));
  try {
    const Planner planner(store, passes);
    Roots roots = planner.roots(task);
    const auto chosen = planner.choose(roots);
    return chosen ? chosen->cost : ~std::uint64_t{0};
  } catch (const support::Exhausted& exhausted) {
    if (exhausted.which() == support::Exhausted::What::Cancelled) throw;
    return ~std::uint64_t{0};
  }
}

}  // namespace

EngineChoice& chosen_engine() {
  static thread_local EngineChoice choice;
  return choice;
}

std::vector<Outcome> answer(ir::Store& store, std::span<const Task> tasks) {
  const EngineChoice& choice = chosen_engine();
  return choice.enumerate ? enumerate(store, tasks) : eliminate(store, tasks, choice.passes);
}

std::vector<std::optional<Outcome>> answer_together(ir::Store& store, std::span<const Task> tasks) {
  const EngineChoice& choice = chosen_engine();
  if (choice.enumerate) return std::vector<std::optional<Outcome>>(tasks.size());
  return eliminate_together(store, tasks, choice.passes);
}

bool cheaper_apart(ir::Store& store, std::span<const Task> apart, const Task& whole) {
  const EngineChoice& choice = chosen_engine();
  if (choice.enumerate) return false;
  if (!choice.passes.tables) return true;
  std::uint64_t parts = 0;
  for (const Task& one : apart) parts = saturating_sum(parts, cost_of(store, one, choice.passes));
  return parts < cost_of(store, whole, choice.passes, parts);
}

}  // namespace causeway::inference
