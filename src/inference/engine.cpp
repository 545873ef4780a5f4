// SPDX-License-Identifier: MIT
#include "inference/engine.hpp"

#include "inference/eliminate.hpp"
#include "inference/enumerate.hpp"
#include "inference/network.hpp"
#include "inference/trace.hpp"

namespace causeway::inference {

EngineChoice& chosen_engine() {
  static thread_local EngineChoice choice;
  return choice;
}

std::vector<Outcome> answer(ir::Store& store, std::span<const Task> tasks) {
  const EngineChoice& choice = chosen_engine();
  return choice.enumerate ? enumerate(store, tasks) : eliminate(store, tasks, choice.passes);
}

std::optional<std::vector<Outcome>> answer_together(ir::Store& store, std::span<const Task> tasks) {
  const EngineChoice& choice = chosen_engine();
  if (choice.enumerate) return std::nullopt;
  return eliminate_together(store, tasks, choice.passes);
}

namespace {

/// The largest number where no plan fits the limits, or costs at most `most`.
std::uint64_t cost_of(ir::Store& store, const Task& task, const Passes& passes,
                      std::uint64_t most = ~std::uint64_t{0}) {
  constexpr std::uint64_t kPlanning = 1'000'000;
  support::Budget& whole = store.budget();
  support::Budget trial = whole.trial(saturating_sum(most, kPlanning));
  store.charge(trial);
  const auto finish = [&](std::uint64_t cost) {
    store.charge(whole);
    whole.join(trial);
    return cost;
  };
  try {
    const PlanSummary summary = summarize_plan(store, task, passes);
    return finish(summary.enumerates ? ~std::uint64_t{0} : saturating_sum(summary.cost, summary.cells));
  } catch (const support::Exhausted& exhausted) {
    finish(0);
    using What = support::Exhausted::What;
    if (exhausted.which() == What::Cancelled || exhausted.which() == What::Time) throw;
    return ~std::uint64_t{0};
  }
}

}  // namespace

bool cheaper_apart(ir::Store& store, std::span<const Task> apart, const Task& whole) {
  const EngineChoice& choice = chosen_engine();
  if (choice.enumerate) return false;
  if (!choice.passes.tables) return true;
  std::uint64_t parts = 0;
  for (const Task& one : apart) parts = saturating_sum(parts, cost_of(store, one, choice.passes));
  return parts < cost_of(store, whole, choice.passes, parts);
}

}  // namespace causeway::inference
