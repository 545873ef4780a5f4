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

/// Up to this cost a plan for many targets is taken as it is.
constexpr std::uint64_t kCheap = 10'000'000;

/// Thrown where going through all units is the better way, or the only one.
struct Units {};

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), planner_(store, passes) {}

  Outcome compute(const Task& task) const;
  /// Tasks of one target each, under the same evidence, in one go; nothing where that is not better.
  std::optional<std::vector<Outcome>> compute_together(std::span<const Task> tasks) const;

 private:
  std::optional<Reached> reached_undefined(const Task& task) const;
  Roots undefined(const Task& task, const Reached& reached) const;
  Outcome undefined_outcome(const Task& task, const Reached& reached) const;
  bool positive(Roots roots) const;
  Masses masses(Roots roots, Wanted wanted = Wanted::Joint) const;
  std::uint64_t cost_apart(std::span<const Task> tasks) const;

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

Masses Engine::masses(Roots roots, Wanted wanted) const {
  std::optional<Candidate> chosen = planner_.choose(roots, wanted);
  if (!chosen) throw Units{};
  if (chosen->network.network.impossible) return Masses{};
  if (!chosen->maximised.empty()) return maximise(planner_, *chosen, store_.budget());
  const auto run = [&] {
    const Plan plan = compile(chosen->network.network, chosen->shapes(), chosen->order, chosen->kept);
    return std::move(execute(plan, chosen->factors, store_.budget())[0]);
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
    Masses found = masses(planner_.roots(task), task.most_probable ? Wanted::MostProbable : Wanted::Joint);
    return {std::nullopt, std::move(found.evidence), std::move(found.cells)};
  } catch (const Units&) {
    return enumerate(store_, std::span(&task, 1))[0];
  }
}

// ---- many targets ----

std::uint64_t Engine::cost_apart(std::span<const Task> tasks) const {
  std::uint64_t cost = 0;
  for (const Task& one : tasks) {
    Roots roots = planner_.roots(one);
    const auto chosen = planner_.choose(roots);
    cost = saturating_sum(cost, chosen ? chosen->cost : ~std::uint64_t{0});
  }
  return cost;
}

std::optional<std::vector<Outcome>> Engine::compute_together(std::span<const Task> tasks) const {
  Task all{tasks[0].evidence, {}, {}};
  for (const Task& one : tasks) all.targets.push_back(one.targets[0]);
  if (!planner_.never_undefined(all)) return std::nullopt;
  Roots roots = planner_.roots(all);
  const std::optional<Candidate> chosen = planner_.choose(roots, Wanted::Apart);
  if (!chosen) return std::nullopt;
  if (chosen->network.network.impossible) return std::vector<Outcome>(tasks.size());
  std::vector<VariableId> variables;
  for (const auto& target : chosen->network.targets) {
    if (const auto* variable = std::get_if<VariableId>(&target)) variables.push_back(*variable);
  }
  const Plan plan = compile_marginals(chosen->network.network, chosen->shapes(), chosen->order, variables);
  if (plan.cost > store_.budget().limits().steps) return std::nullopt;
  if (plan.cost > kCheap && plan.cost > cost_apart(tasks)) return std::nullopt;
  const std::vector<number::IntegerTable> tables = execute(plan, chosen->factors, store_.budget());
  if (tables.back().is_zero(0)) return std::vector<Outcome>(tasks.size());
  std::vector<Outcome> outcomes;
  auto table = tables.begin();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const bool constant = std::holds_alternative<ValueId>(chosen->network.targets[i]);
    Masses masses = read_marginal(*chosen, i, constant ? nullptr : &*table);
    if (!constant) ++table;
    outcomes.push_back({std::nullopt, std::move(masses.evidence), std::move(masses.cells)});
  }
  return outcomes;
}

}  // namespace

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes) {
  if (auto outcomes = eliminate_together(store, tasks, passes)) return std::move(*outcomes);
  const Engine engine(store, passes);
  std::vector<Outcome> outcomes;
  outcomes.reserve(tasks.size());
  for (const Task& task : tasks) outcomes.push_back(engine.compute(task));
  return outcomes;
}

std::optional<std::vector<Outcome>> eliminate_together(ir::Store& store, std::span<const Task> tasks,
                                                       const Passes& passes) {
  const bool alike = std::all_of(tasks.begin(), tasks.end(), [&](const Task& one) {
    return one.marginal() && one.evidence == tasks[0].evidence;
  });
  if (!passes.together || tasks.size() < 2 || !alike) return std::nullopt;
  try {
    return Engine(store, passes).compute_together(tasks);
  } catch (const support::Exhausted& exhausted) {
    using What = support::Exhausted::What;
    // Perhaps each by itself is small enough.
    if (exhausted.which() != What::Steps && exhausted.which() != What::Memory) throw;
    return std::nullopt;
  }
}

}  // namespace causeway::inference
