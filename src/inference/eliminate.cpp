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
constexpr std::uint64_t kUnitsForWitness = std::uint64_t{1} << 18U;

/// Thrown where going through all units is the better way, or the only one.
struct Units {};

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), planner_(store, passes) {}

  Outcome compute(const Task& task) const;

 private:
  std::optional<Reached> reached_undefined(const Task& task) const;
  Roots undefined(const Task& task, const Reached& reached) const;
  Outcome undefined_outcome(const Task& task, const Reached& reached) const;
  bool positive(Roots roots) const;
  Masses masses(Roots roots, bool most_probable = false) const;

  ir::Store& store_;
  Planner planner_;
};

// ---- undefined operations ----

/// Where the order of evaluation reaches an undefined operation on some unit: in a condition, where those
/// before it hold, or in a target or weight, where all hold. Throws Units where only going through all units
/// says.
std::optional<Reached> Engine::reached_undefined(const Task& task) const {
  const Materialised survey = planner_.survey(task);
  const std::size_t conditions = task.evidence.size();
  for (std::size_t i = 0; i < conditions + task.targets.size(); ++i) {
    if (!survey.stuck && !survey.undefined_targets[i]) continue;
    const Reached one =
        i < conditions ? Reached{task.evidence[i], i} : Reached{task.targets[i - conditions], conditions};
    if (positive(undefined(task, one))) return one;
  }
  for (std::size_t i = 0; i < task.weights.size(); ++i) {
    if (!survey.stuck && !survey.undefined_weights[i]) continue;
    const Reached one{task.weights[i], conditions};
    if (positive(undefined(task, one))) return one;
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
  if (planner_.units(roots) <= kUnitsForWitness) throw Units{};
  Outcome outcome;
  outcome.undefined =
      undefined_unit(store_, task, reached, [&](const std::vector<Roots::Observation>& draws) {
        Roots with = undefined(task, reached);
        with.evidence.insert(with.evidence.end(), draws.begin(), draws.end());
        return positive(std::move(with));
      });
  if (!outcome.undefined) throw Units{};
  return outcome;
}

bool Engine::positive(Roots roots) const {
  return !masses(std::move(roots)).evidence.is_zero();
}

// ---- numbers ----

Masses Engine::masses(Roots roots, bool most_probable) const {
  std::optional<Candidate> chosen = planner_.choose(roots, most_probable);
  if (!chosen) throw Units{};
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
  try {
    if (!planner_.surely_defined(task)) {
      if (const auto reached = reached_undefined(task)) return undefined_outcome(task, *reached);
    }
    Masses found = masses(planner_.roots(task), task.most_probable);
    return {std::nullopt, std::move(found.evidence), std::move(found.cells)};
  } catch (const Units&) {
    return enumerate(store_, std::span(&task, 1))[0];
  }
}

}  // namespace

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes) {
  std::vector<Outcome> outcomes;
  for (const Task& task : tasks) outcomes.push_back(Engine(store, passes).compute(task));
  return outcomes;
}

}  // namespace causeway::inference
