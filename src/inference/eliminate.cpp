// SPDX-License-Identifier: MIT
#include "inference/eliminate.hpp"

#include <algorithm>
#include <functional>

#include "inference/enumerate.hpp"
#include "inference/masses.hpp"
#include "inference/maximise.hpp"
#include "inference/planner.hpp"
#include "inference/trial.hpp"
#include "inference/undefined.hpp"

namespace causeway::inference {

using State = Roots::Observation::State;

namespace {

/// Units times nodes up to which all of them are gone through to find one.
constexpr std::uint64_t kUnitsForWitness = std::uint64_t{1} << 18U;

/// Up to this cost a plan for many targets is not compared with plans for each.
constexpr std::uint64_t kCompared = 10'000'000;

/// Thrown where going through all units is the better way, or the only one.
struct Units {};

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), passes_(passes), planner_(store, passes) {}

  Outcome compute(const Task& task) const;
  /// Tasks of one target each, under the same evidence, in one go; nothing where that is not better.
  std::vector<std::optional<Outcome>> compute_together(std::span<const Task> tasks) const;

 private:
  std::optional<Reached> reached_undefined(const Task& task) const;
  Roots undefined(const Task& task, const Reached& reached) const;
  Outcome undefined_outcome(const Task& task, const Reached& reached) const;
  bool positive(Roots roots) const;
  Masses masses(Roots roots, Wanted wanted = Wanted::Joint) const;
  Masses masses(Candidate chosen) const;
  std::uint64_t cost_apart(std::span<const Task> tasks, std::uint64_t most) const;
  std::vector<std::size_t> defined(std::span<const Task> tasks) const;

  ir::Store& store_;
  const Passes& passes_;
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
  return masses(std::move(*chosen));
}

Masses Engine::masses(Candidate chosen) const {
  if (chosen.network.network.impossible) return Masses{};
  if (!chosen.maximised.empty()) return maximise(planner_, chosen, store_.budget());
  const Scale scale = chosen.weighs_apart() ? Scale::Kept : Scale::Free;
  const std::size_t runs = chosen.weighs_apart() ? 2 : 1;
  const auto run = [&](std::size_t number) {
    const support::Part part(store_.budget(), number, runs);
    const Plan plan = compile(chosen.network.network, chosen.shapes(), chosen.order, chosen.kept);
    if (passes_.observer != nullptr) passes_.observer->computes(plan, chosen.factors);
    return std::move(execute(plan, chosen.factors, store_.budget(), scale, {}, passes_.kernel)[0]);
  };
  const number::IntegerTable joint = run(0);
  if (!chosen.weighs_apart()) return read_masses(chosen, joint, nullptr, store_, store_.budget());
  planner_.plan_evidence(chosen);
  const number::IntegerTable evidence = run(1);
  return read_masses(chosen, joint, &evidence, store_, store_.budget());
}

Outcome Engine::compute(const Task& task) const {
  const Wanted wanted = task.most_probable ? Wanted::MostProbable : Wanted::Joint;
  const auto outcome = [](Masses found) {
    return Outcome{std::nullopt, std::move(found.evidence), std::move(found.cells)};
  };
  try {
    Roots roots = planner_.roots(task);
    if (auto network = planner_.choose_network(roots, wanted)) return outcome(masses(std::move(*network)));
    const bool defined = planner_.surely_defined(task);
    if (!defined) {
      const support::Part part(store_.budget(), 0, 2);
      if (const auto reached = reached_undefined(task)) return undefined_outcome(task, *reached);
    }
    const support::Part part(store_.budget(), defined ? 0 : 1, defined ? 1 : 2);
    return outcome(masses(std::move(roots), wanted));
  } catch (const Units&) {
    return enumerate(store_, std::span(&task, 1))[0];
  }
}

// ---- many targets ----

/// Up to `most`; of many tasks estimated by some of them.
std::uint64_t Engine::cost_apart(std::span<const Task> tasks, std::uint64_t most) const {
  constexpr std::size_t kPlanned = 32;
  const std::size_t every = (tasks.size() + kPlanned - 1) / kPlanned;
  std::uint64_t cost = 0;
  for (std::size_t i = every / 2; i < tasks.size(); i += every) {
    Roots roots = planner_.roots(tasks[i]);
    const auto chosen = planner_.choose(roots);
    cost = saturating_sum(cost, chosen ? saturating_product(chosen->cost, every) : ~std::uint64_t{0});
    if (cost >= most) break;
  }
  return cost;
}

/// Those whose target surely is defined; none if the evidence may not be.
std::vector<std::size_t> Engine::defined(std::span<const Task> tasks) const {
  Task all{tasks[0].evidence, {}, {}};
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    all.targets.push_back(tasks[i].targets[0]);
    numbers.push_back(i);
  }
  if (planner_.surely_defined(all)) return numbers;
  const Materialised survey = planner_.survey(all);
  if (survey.stuck) return {};
  const auto& undefined = survey.undefined_targets;
  const auto targets = undefined.begin() + static_cast<std::ptrdiff_t>(all.evidence.size());
  if (std::find(undefined.begin(), targets, true) != targets) return {};
  std::erase_if(numbers, [&](std::size_t one) { return targets[static_cast<std::ptrdiff_t>(one)]; });
  return numbers;
}

std::vector<std::optional<Outcome>> Engine::compute_together(std::span<const Task> tasks) const {
  std::vector<std::optional<Outcome>> outcomes(tasks.size());
  const std::vector<std::size_t> numbers = defined(tasks);
  if (numbers.size() < 2) return outcomes;
  Task all{tasks[0].evidence, {}, {}};
  for (const std::size_t one : numbers) all.targets.push_back(tasks[one].targets[0]);
  Roots roots = planner_.roots(all);
  const std::optional<Candidate> chosen = planner_.choose(roots, Wanted::Apart);
  if (!chosen) return outcomes;
  const auto give = [&](const std::function<Masses(std::size_t)>& masses) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      Masses found = masses(i);
      outcomes[numbers[i]] = Outcome{std::nullopt, std::move(found.evidence), std::move(found.cells)};
    }
    return std::move(outcomes);
  };
  const auto impossible = [](std::size_t) { return Masses{}; };
  if (chosen->network.network.impossible) return give(impossible);
  const std::optional<Plan> plan =
      compile_marginals(chosen->network.network, chosen->factors, chosen->shapes(), chosen->order,
                        chosen->variables(), store_.budget());
  if (!plan || (plan->cost > kCompared && plan->cost > cost_apart(tasks, plan->cost))) return outcomes;
  if (passes_.observer != nullptr) passes_.observer->computes(*plan, chosen->factors);
  const std::vector<number::IntegerTable> tables =
      execute(*plan, chosen->factors, store_.budget(), Scale::Free, {}, passes_.kernel);
  if (tables.back().is_zero(0)) return give(impossible);
  auto table = tables.begin();
  return give([&](std::size_t i) {
    const bool constant = std::holds_alternative<ValueId>(chosen->network.targets[i]);
    return read_marginal(*chosen, i, constant ? nullptr : &*table++, store_.budget());
  });
}

}  // namespace

std::vector<Outcome> eliminate(ir::Store& store, std::span<const Task> tasks, const Passes& passes) {
  std::vector<std::optional<Outcome>> together = eliminate_together(store, tasks, passes);
  const Engine engine(store, passes);
  std::vector<Outcome> outcomes;
  outcomes.reserve(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const support::Part part(store.budget(), i, tasks.size());
    outcomes.push_back(together[i] ? std::move(*together[i]) : engine.compute(tasks[i]));
  }
  return outcomes;
}

std::vector<std::optional<Outcome>> eliminate_together(ir::Store& store, std::span<const Task> tasks,
                                                       const Passes& passes) {
  std::vector<std::optional<Outcome>> none(tasks.size());
  const bool alike = std::all_of(tasks.begin(), tasks.end(), [&](const Task& one) {
    return one.marginal() && one.evidence == tasks[0].evidence;
  });
  if (!passes.together || tasks.size() < 2 || !alike) return none;
  const Trial trial(store, store.budget().left() / 2);
  try {
    return Engine(store, passes).compute_together(tasks);
  } catch (const support::Exhausted& exhausted) {
    // Each by itself may be small enough, or has an error of its own.
    if (exhausted.which() == support::Exhausted::What::Cancelled) throw;
    return none;
  }
}

}  // namespace causeway::inference
