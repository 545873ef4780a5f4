// SPDX-License-Identifier: MIT
#include "inference/eliminate.hpp"

#include <algorithm>

#include "inference/enumerate.hpp"
#include "inference/masses.hpp"
#include "inference/maximise.hpp"
#include "inference/planner.hpp"
#include "inference/undefined.hpp"

namespace causeway::inference {

using State = Roots::Observation::State;

namespace {

/// Units times nodes up to which all of them are gone through to find one.
constexpr std::uint64_t kFewUnits = std::uint64_t{1} << 18U;

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), planner_(store, passes) {}

  Outcome compute(const Task& task) const;

 private:
  std::optional<Reached> reached_undefined(const Task& task) const;
  Roots undefined(const Task& task, const Reached& reached) const;
  Outcome undefined_outcome(const Task& task, const Reached& reached) const;
  bool positive(Roots roots) const;
  std::optional<Masses> masses(Roots roots, bool most_probable = false) const;

  ir::Store& store_;
  Planner planner_;
};

// ---- undefined operations ----

/// Where the order of evaluation reaches an undefined operation on some unit: in a condition, where those
/// before it hold, or in a target or weight, where all hold.
std::optional<Reached> Engine::reached_undefined(const Task& task) const {
  Roots all;
  all.targets = task.evidence;
  all.targets.insert(all.targets.end(), task.targets.begin(), task.targets.end());
  all.weights = task.weights;
  planner_.prepare(all);
  const Materialised survey = planner_.survey(all);
  const auto ask = [&](const Reached& one) { return positive(undefined(task, one)); };
  for (std::size_t i = 0; i < task.evidence.size(); ++i) {
    if (!survey.stuck && !survey.undefined_targets[i]) continue;
    if (ask({task.evidence[i], i})) return Reached{task.evidence[i], i};
  }
  for (std::size_t i = 0; i < task.targets.size(); ++i) {
    if (!survey.stuck && !survey.undefined_targets[task.evidence.size() + i]) continue;
    const Reached one{task.targets[i], task.evidence.size()};
    if (ask(one)) return one;
  }
  for (std::size_t i = 0; i < task.weights.size(); ++i) {
    if (!survey.stuck && !survey.undefined_weights[i]) continue;
    const Reached one{task.weights[i], task.evidence.size()};
    if (ask(one)) return one;
  }
  return std::nullopt;
}

Roots Engine::undefined(const Task& task, const Reached& reached) const {
  Roots roots = planner_.evidence(task, reached.conditions);
  roots.evidence.push_back({reached.node, State::Undefined});
  return roots;
}

/// A unit for the message. Where few can be gone through, the first in the order of evaluation.
Outcome Engine::undefined_outcome(const Task& task, const Reached& reached) const {
  Roots roots = undefined(task, reached);
  if (planner_.units(roots) <= kFewUnits) return enumerate(store_, std::span(&task, 1))[0];
  Outcome outcome;
  outcome.undefined =
      undefined_unit(store_, task, reached, [&](const std::vector<Roots::Observation>& draws) {
        Roots with = undefined(task, reached);
        with.evidence.insert(with.evidence.end(), draws.begin(), draws.end());
        return positive(std::move(with));
      });
  return outcome;
}

/// Where only going through all units says so, yes: that is what will be done then.
bool Engine::positive(Roots roots) const {
  const auto found = masses(std::move(roots));
  return !found || !found->evidence.is_zero();
}

// ---- numbers ----

std::optional<Masses> Engine::masses(Roots roots, bool most_probable) const {
  std::optional<Candidate> chosen = planner_.choose(roots, most_probable);
  if (!chosen) return std::nullopt;
  if (chosen->network.network.impossible) return Masses{};
  if (!chosen->maximised.empty()) return maximise(planner_, *chosen, store_.budget());
  const auto run = [&] {
    const Plan plan = compile(chosen->network.network, chosen->shapes(), chosen->order, chosen->kept);
    return execute(plan, chosen->factors, store_.budget());
  };
  const number::IntegerTable joint = run();
  if (!chosen->weighs_apart()) return read_masses(*chosen, joint, nullptr, store_);
  planner_.plan_evidence(*chosen);
  const number::IntegerTable evidence = run();
  return read_masses(*chosen, joint, &evidence, store_);
}

Outcome Engine::compute(const Task& task) const {
  if (!planner_.surely_defined(task)) {
    if (const auto reached = reached_undefined(task)) return undefined_outcome(task, *reached);
  }
  std::optional<Masses> found = masses(planner_.roots(task), task.most_probable);
  if (!found) return enumerate(store_, std::span(&task, 1))[0];
  return {std::nullopt, std::move(found->evidence), std::move(found->cells)};
}

}  // namespace

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes) {
  std::vector<Outcome> outcomes;
  for (const Task& task : tasks) outcomes.push_back(Engine(store, passes).compute(task));
  return outcomes;
}

}  // namespace causeway::inference
