// SPDX-License-Identifier: MIT
#include "inference/eliminate.hpp"

#include <algorithm>
#include <map>

#include "inference/defined.hpp"
#include "inference/enumerate.hpp"
#include "inference/planner.hpp"

namespace causeway::inference {

using ir::kUndefined;
using State = Roots::Observation::State;

namespace {

/// The joint measure of the targets over the units in which the observations hold.
struct Masses {
  Rational evidence;
  std::vector<Cell> cells;
};

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), planner_(store, passes) {}

  Outcome compute(const Task& task) const;

 private:
  bool surely_defined(const Task& task) const;
  bool reaches_undefined(const Task& task) const;
  bool positive(Roots roots) const;
  std::optional<Masses> masses(Roots roots) const;
  Masses read(const Candidate& one, const number::IntegerTable& joint,
              const number::IntegerTable* evidence) const;

  ir::Store& store_;
  Planner planner_;
};

// ---- undefined operations ----

bool Engine::surely_defined(const Task& task) const {
  Roots roots;
  for (const auto* nodes : {&task.evidence, &task.targets, &task.weights})
    roots.targets.insert(roots.targets.end(), nodes->begin(), nodes->end());
  Defined defined(store_);
  for (const NodeId id : slice(store_, roots)) defined.add(id);
  return defined.all(roots.targets);
}

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

Masses Engine::read(const Candidate& one, const number::IntegerTable& joint,
                    const number::IntegerTable* evidence) const {
  const Network& network = one.network.network;
  const bool weighed = !one.network.weights.empty();
  const bool by_value = weighed && !one.weighs_apart();
  Masses result;
  std::vector<std::size_t> digits(one.kept.size(), 0);
  std::map<std::vector<ValueId>, Rational> cells;
  for (std::size_t cell = 0; cell < joint.size(); ++cell) {
    const auto digit = [&](VariableId variable) {
      const auto place = std::lower_bound(one.kept.begin(), one.kept.end(), variable);
      return digits[static_cast<std::size_t>(place - one.kept.begin())];
    };
    if (evidence == nullptr ? !joint.is_zero(cell) : !evidence->is_zero(cell)) {
      Rational mass = joint.at(cell);
      result.evidence += evidence == nullptr ? mass : evidence->at(cell);
      if (by_value) {
        const Factor& weight = one.network.weights[0];
        mass *= weight.table.at(weight.scope.empty() ? 0 : digit(weight.scope[0]));
      }
      std::vector<ValueId> values;
      for (const auto& target : one.network.targets) {
        const auto* variable = std::get_if<VariableId>(&target);
        values.push_back(variable == nullptr ? std::get<ValueId>(target)
                                             : network.variables[*variable].values[digit(*variable)]);
      }
      cells[std::move(values)] += mass;
    }
    for (std::size_t axis = digits.size(); axis > 0 && ++digits[axis - 1] == network.size(one.kept[axis - 1]);
         --axis)
      digits[axis - 1] = 0;
  }
  for (auto& [values, mass] : cells) result.cells.push_back({values, std::move(mass)});
  std::sort(result.cells.begin(), result.cells.end(), [&](const Cell& a, const Cell& b) {
    return std::lexicographical_compare(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                                        [&](ValueId x, ValueId y) { return store_.values.less(x, y); });
  });
  return result;
}

std::optional<Masses> Engine::masses(Roots roots) const {
  std::optional<Candidate> chosen = planner_.choose(roots);
  if (!chosen) return std::nullopt;
  if (chosen->network.network.impossible) return Masses{};
  const auto run = [&] {
    const Plan plan = compile(chosen->network.network, chosen->shapes(), chosen->order, chosen->kept);
    return execute(plan, chosen->factors, store_.budget());
  };
  const number::IntegerTable joint = run();
  if (!chosen->weighs_apart()) return read(*chosen, joint, nullptr);
  planner_.plan_evidence(*chosen);
  const number::IntegerTable evidence = run();
  return read(*chosen, joint, &evidence);
}

Outcome Engine::compute(const Task& task) const {
  const auto by_enumeration = [&] { return enumerate(store_, std::span(&task, 1))[0]; };
  if (!surely_defined(task) && reaches_undefined(task)) return by_enumeration();  // for the unit
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
