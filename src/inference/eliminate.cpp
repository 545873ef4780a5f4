// SPDX-License-Identifier: MIT
#include "inference/eliminate.hpp"

#include <algorithm>

#include "inference/enumerate.hpp"
#include "inference/masses.hpp"
#include "inference/planner.hpp"

namespace causeway::inference {

using State = Roots::Observation::State;

namespace {

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), planner_(store, passes) {}

  Outcome compute(const Task& task) const;

 private:
  bool reaches_undefined(const Task& task) const;
  bool positive(Roots roots) const;
  std::optional<Masses> masses(Roots roots) const;

  ir::Store& store_;
  Planner planner_;
};

// ---- undefined operations ----

/// Is there a unit on which the order of evaluation reaches an undefined operation: in a condition, where
/// those before it hold, or in a target or weight, where all hold?
bool Engine::reaches_undefined(const Task& task) const {
  Roots all;
  all.targets = task.evidence;
  all.targets.insert(all.targets.end(), task.targets.begin(), task.targets.end());
  all.weights = task.weights;
  planner_.prepare(all);
  const Materialised survey = planner_.survey(all);
  const bool known = !survey.stuck;
  const auto ask = [&](NodeId node, std::size_t conditions) {
    Roots roots = planner_.evidence(task, conditions);
    roots.evidence.push_back({node, State::Undefined});
    return positive(std::move(roots));
  };
  for (std::size_t i = 0; i < task.evidence.size(); ++i) {
    if ((!known || survey.undefined_targets[i]) && ask(task.evidence[i], i)) return true;
  }
  for (std::size_t i = 0; i < task.targets.size(); ++i) {
    if ((!known || survey.undefined_targets[task.evidence.size() + i]) &&
        ask(task.targets[i], task.evidence.size()))
      return true;
  }
  for (std::size_t i = 0; i < task.weights.size(); ++i) {
    if ((!known || survey.undefined_weights[i]) && ask(task.weights[i], task.evidence.size())) return true;
  }
  return false;
}

/// Where only going through all units says so, yes: that is what will be done then.
bool Engine::positive(Roots roots) const {
  const auto found = masses(std::move(roots));
  return !found || !found->evidence.is_zero();
}

// ---- numbers ----

std::optional<Masses> Engine::masses(Roots roots) const {
  std::optional<Candidate> chosen = planner_.choose(roots);
  if (!chosen) return std::nullopt;
  if (chosen->network.network.impossible) return Masses{};
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
  const auto by_enumeration = [&] { return enumerate(store_, std::span(&task, 1))[0]; };
  if (!planner_.surely_defined(task) && reaches_undefined(task)) return by_enumeration();  // for the unit
  std::optional<Masses> found = masses(planner_.roots(task));
  if (!found) return by_enumeration();
  return {std::nullopt, std::move(found->evidence), std::move(found->cells)};
}

}  // namespace

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes) {
  std::vector<Outcome> outcomes;
  for (const Task& task : tasks) outcomes.push_back(Engine(store, passes).compute(task));
  return outcomes;
}

}  // namespace causeway::inference
