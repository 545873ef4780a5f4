// SPDX-License-Identifier: MIT
#include "inference/eliminate.hpp"

#include <algorithm>
#include <map>

#include "inference/defined.hpp"
#include "inference/enumerate.hpp"
#include "inference/materialise.hpp"
#include "inference/plan.hpp"
#include "inference/simplify.hpp"
#include "ir/language_domain.hpp"
#include "ir/text.hpp"
#include "support/text.hpp"

namespace causeway::inference {

using ir::kUndefined;
using State = Roots::Observation::State;

namespace {

/// Between up to so many members a random index chooses in one table.
constexpr std::size_t kFew = 3;
/// Evaluating a cell of a function's table takes about as long as so many products.
constexpr std::uint64_t kCellCost = 20;
/// Up to this cost no other plan is looked for.
constexpr std::uint64_t kCheap = 2'000'000;
/// Such a part of the steps may go into the tables of a plan, and of one that is only tried.
constexpr std::uint64_t kTables = 400;
constexpr std::uint64_t kTrial = 1000;
/// Units times nodes up to which going through all units is an alternative.
constexpr std::uint64_t kFewUnits = std::uint64_t{1} << 26;

/// The joint measure of the targets over the units in which the observations hold.
struct Masses {
  Rational evidence;
  std::vector<Cell> cells;
};

/// A network with the order in which it would be computed.
struct Candidate {
  Materialised network;
  std::vector<const Factor*> factors;
  Scope kept;
  Order order;
  std::uint64_t cost = ~std::uint64_t{0};
};

class Engine {
 public:
  Engine(ir::Store& store, const Passes& passes) : store_(store), passes_(passes) {}

  Outcome compute(const Task& task);

 private:
  Roots roots_of(const Task& task, std::size_t conditions) const;
  void observe(Roots& roots, NodeId node, State state) const;
  void prepare(Roots& roots) const;
  bool surely_defined(const Task& task) const;
  bool reaches_undefined(const Task& task);
  bool positive(Roots roots);
  std::optional<Candidate> choose(Roots& roots);
  Candidate candidate(Roots& roots, const Fusion& fusion) const;
  void plan(Candidate& one, bool weights) const;
  std::optional<Masses> masses(Roots roots);
  Masses read(const Candidate& one, const number::IntegerTable& joint,
              const number::IntegerTable* evidence) const;
  bool fits(const Candidate& one) const;
  [[noreturn]] void too_large(const Candidate& one) const;
  std::uint64_t units(Roots& roots) const;

  ir::Store& store_;
  const Passes& passes_;
};

// ---- roots ----

/// `and` is evidence part by part; order matters only where something is undefined, which is asked apart.
void Engine::observe(Roots& roots, NodeId node, State state) const {
  std::vector<NodeId> stack{node};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    const ir::Node one = store_[id];
    if (state == State::True && one.op == ir::Op::And) {
      stack.insert(stack.end(), one.operands.rbegin(), one.operands.rend());
    } else {
      roots.evidence.push_back({id, state});
    }
  }
}

/// With the first conditions as evidence.
Roots Engine::roots_of(const Task& task, std::size_t conditions) const {
  Roots roots;
  for (std::size_t i = 0; i < conditions; ++i) observe(roots, task.evidence[i], State::True);
  return roots;
}

void Engine::prepare(Roots& roots) const {
  if (passes_.simplify) simplify(store_, roots);
  couple(store_, roots);
  if (passes_.share) share(store_, roots);
  if (passes_.decompose) decompose(store_, roots, passes_.tables ? kFew : 1);
  if (passes_.simplify) simplify(store_, roots);
}

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
bool Engine::reaches_undefined(const Task& task) {
  Roots all;
  all.targets = task.evidence;
  all.targets.insert(all.targets.end(), task.targets.begin(), task.targets.end());
  all.weights = task.weights;
  prepare(all);
  const Materialised survey =
      materialise(store_, all, passes_, {.most_cells = store_.budget().limits().steps / kTables});
  const bool known = !survey.stuck;
  const auto ask = [&](NodeId node, std::size_t conditions) {
    Roots roots = roots_of(task, conditions);
    observe(roots, node, State::Undefined);
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
bool Engine::positive(Roots roots) {
  const auto found = masses(std::move(roots));
  return !found || !found->evidence.is_zero();
}

// ---- plans ----

Candidate Engine::candidate(Roots& roots, const Fusion& fusion) const {
  Candidate one{materialise(store_, roots, passes_, fusion), {}, {}, {}};
  if (one.network.stuck || one.network.network.impossible) return one;
  for (const auto& target : one.network.targets) {
    if (const auto* variable = std::get_if<VariableId>(&target)) one.kept.push_back(*variable);
  }
  // A weight by one variable is read off its distribution.
  if (one.network.weights.size() == 1 && one.network.weights[0].scope.size() == 1)
    one.kept.push_back(one.network.weights[0].scope[0]);
  std::sort(one.kept.begin(), one.kept.end());
  one.kept.erase(std::unique(one.kept.begin(), one.kept.end()), one.kept.end());
  plan(one, true);
  return one;
}

std::vector<Shape> shapes_of(const std::vector<const Factor*>& factors) {
  std::vector<Shape> shapes;
  for (const Factor* one : factors) shapes.push_back(shape_of(*one));
  return shapes;
}

bool weighs_apart(const Materialised& network) {
  return !network.weights.empty() && !(network.weights.size() == 1 && network.weights[0].scope.size() <= 1);
}

void Engine::plan(Candidate& one, bool weights) const {
  const Network& network = one.network.network;
  std::vector<bool> relevant(network.factors.size(), true);
  if (passes_.relevance) relevant = relevance(network, one.network.weights, one.kept);
  one.factors.clear();
  for (std::size_t i = 0; i < network.factors.size(); ++i) {
    if (relevant[i]) one.factors.push_back(&network.factors[i]);
  }
  if (weights && weighs_apart(one.network)) {
    for (const Factor& weight : one.network.weights) one.factors.push_back(&weight);
  }
  one.order =
      order(network, shapes_of(one.factors), one.kept, passes_, ~std::uint64_t{0} >> 1U, store_.budget());
  one.cost = saturating_sum(saturating_product(one.network.cells, kCellCost), one.order.cost);
}

bool Engine::fits(const Candidate& one) const {
  const Limits& limits = store_.budget().limits();
  return one.order.cost <= limits.steps && one.order.largest <= limits.memory / sizeof(std::uint64_t);
}

/// The units that going through all of them would visit, times the nodes.
std::uint64_t Engine::units(Roots& roots) const {
  ir::LanguageDomains domains(store_);
  const std::vector<NodeId> nodes = slice(store_, roots);
  std::uint64_t result = nodes.size();
  for (const NodeId id : nodes) {
    if (store_[id].op != ir::Op::Chance) continue;
    const auto& domain = domains.of(id);
    result = saturating_product(result, domain ? domain->size() : ~std::uint64_t{0});
  }
  return result;
}

/// The cheapest plan; nothing where going through all units is better than any, and allowed.
std::optional<Candidate> Engine::choose(Roots& roots) {
  Roots original = roots;
  prepare(roots);
  Candidate best = candidate(roots, {.most_cells = kCheap / kCellCost});
  // A cheap plan is taken; otherwise others are looked at, each up to the cost of the best so far.
  const auto settled = [&] {
    return best.network.network.impossible || (!best.network.stuck && best.cost <= kCheap);
  };
  const auto consider = [&](Fusion fusion) {
    if (settled()) return;
    if (!best.network.stuck) fusion.most_cells = std::min(fusion.most_cells, best.cost / kCellCost);
    Candidate other = candidate(roots, fusion);
    const bool better = !other.network.stuck && (best.network.stuck || other.cost < best.cost);
    if (better || other.network.network.impossible) best = std::move(other);
  };
  const std::uint64_t steps = store_.budget().limits().steps;
  if (passes_.fuse) consider({1 << 10, true, kCheap / kCellCost});
  consider({.most_cells = steps / kTables});
  if (passes_.fuse) {
    consider({1 << 10, true, steps / kTrial});
    consider({1 << 16, true, steps / kTrial});
  }
  if (best.network.network.impossible) return best;
  if (!best.network.stuck && fits(best)) return best;
  if (units(original) <= kFewUnits) return std::nullopt;
  too_large(best);
}

std::string name_of(const ir::Store& store, NodeId node) {
  if (!node.valid()) return "(a coupling)";
  const ir::Node one = store[node];
  if (one.op == ir::Op::Chance) return support::quote(store.sources[SourceId(one.payload)].name);
  constexpr std::size_t kLongest = 40;
  std::string text = ir::expression_text(store, node);
  if (text.size() > kLongest) text = text.substr(0, kLongest - 1) + "…";
  return support::quote(text);
}

/// Names what makes it large.
void Engine::too_large(const Candidate& one) const {
  constexpr std::size_t kShown = 8;
  const bool stuck = one.network.stuck.has_value();
  std::vector<NodeId> nodes;
  if (stuck) {
    nodes = one.network.stuck->nodes;
  } else {
    for (const VariableId variable : one.order.cluster)
      nodes.push_back(one.network.network.variables[variable].node);
  }
  std::string names;
  for (std::size_t i = 0; i < nodes.size() && i < kShown; ++i)
    names += (i > 0 ? ", " : "") + name_of(store_, nodes[i]);
  if (nodes.size() > kShown) names += " and " + std::to_string(nodes.size() - kShown) + " more";
  const std::uint64_t cells = stuck ? one.network.stuck->cells : one.order.largest;
  const Limits& limits = store_.budget().limits();
  const std::string size = cells == ~std::uint64_t{0} ? "more than 10^19" : support::grouped(cells);
  const bool memory = cells > limits.memory / sizeof(std::uint64_t);
  std::string what = "the largest table would have " + size + " cells, over " + names;
  if (stuck && !memory) {
    what = "tables of more than " + support::grouped(one.network.cells) +
           " cells would be needed, one of them over " + names;
  }
  throw support::Exhausted(
      memory ? support::Exhausted::What::Memory : support::Exhausted::What::Steps,
      what + "; the limit is " +
          (memory ? support::grouped(limits.memory >> 20U) + " MiB (--max-memory)"
                  : support::grouped(limits.steps) + " steps (--max-steps)") +
          "; conditioning on one of these, or asking about fewer worlds at once, would help");
}

// ---- numbers ----

Masses Engine::read(const Candidate& one, const number::IntegerTable& joint,
                    const number::IntegerTable* evidence) const {
  const Network& network = one.network.network;
  const bool weighed = !one.network.weights.empty();
  const bool by_value = weighed && !weighs_apart(one.network);
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

std::optional<Masses> Engine::masses(Roots roots) {
  std::optional<Candidate> chosen = choose(roots);
  if (!chosen) return std::nullopt;
  if (chosen->network.network.impossible) return Masses{};
  const auto run = [&] {
    const Plan plan =
        compile(chosen->network.network, shapes_of(chosen->factors), chosen->order, chosen->kept);
    return execute(plan, chosen->factors, store_.budget());
  };
  const number::IntegerTable joint = run();
  if (!weighs_apart(chosen->network)) return read(*chosen, joint, nullptr);
  plan(*chosen, false);
  const number::IntegerTable evidence = run();
  return read(*chosen, joint, &evidence);
}

Outcome Engine::compute(const Task& task) {
  const auto by_enumeration = [&] { return enumerate(store_, std::span(&task, 1))[0]; };
  if (!surely_defined(task) && reaches_undefined(task)) return by_enumeration();  // for the unit
  Roots roots = roots_of(task, task.evidence.size());
  roots.targets = task.targets;
  roots.weights = task.weights;
  for (const NodeId one : task.targets) roots.evidence.push_back({one, State::Defined});
  std::optional<Masses> found = masses(std::move(roots));
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
