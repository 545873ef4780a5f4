// SPDX-License-Identifier: MIT
#include "inference/planner.hpp"

#include <algorithm>
#include <set>

#include "inference/bayesian.hpp"
#include "inference/defined.hpp"
#include "inference/simplify.hpp"
#include "ir/language_domain.hpp"
#include "ir/text.hpp"
#include "support/text.hpp"

namespace causeway::inference {

using State = Roots::Observation::State;

void tabulate_outputs(Network& network, const Scope& variables, support::Held& held) {
  for (Factor& factor : network.factors) {
    if (!factor.output || !std::binary_search(variables.begin(), variables.end(), *factor.output)) continue;
    const std::size_t size = network.size(*factor.output);
    held.add(factor.function.size() * size * sizeof(std::int64_t));
    std::vector<std::int64_t> cells(factor.function.size() * size, 0);
    for (std::size_t i = 0; i < factor.function.size(); ++i) {
      if (factor.function[i] >= 0) cells[i * size + static_cast<std::size_t>(factor.function[i])] = 1;
    }
    factor.table = std::make_shared<const number::IntegerTable>(cells, 1);
    factor.scope.push_back(*factor.output);
    factor.output.reset();
    factor.function.clear();
  }
}

Scope with_determined(const Network& network, const Scope& variables) {
  std::vector<bool> known(network.variables.size(), false);
  for (const VariableId one : variables) known[one.index()] = true;
  for (bool found = true; found;) {
    found = false;
    for (const Factor& factor : network.factors) {
      if (!factor.output || known[factor.output->index()]) continue;
      known[factor.output->index()] = std::all_of(factor.scope.begin(), factor.scope.end(),
                                                  [&](VariableId one) { return known[one.index()]; });
      found = found || known[factor.output->index()];
    }
  }
  Scope result;
  for (std::size_t v = 0; v < known.size(); ++v) {
    if (known[v]) result.push_back(VariableId(v));
  }
  return result;
}

namespace {

/// Between up to so many members a random index chooses in one table.
constexpr std::size_t kFew = 3;
/// Evaluating a cell of a function's table takes about as long as so many products.
constexpr std::uint64_t kCellCost = 20;
/// Up to this cost no other plan is looked for.
constexpr std::uint64_t kCheap = 2'000'000;
/// Such a part of the steps may go into the tables of a plan, and of one that is only tried.
constexpr std::uint64_t kTables = 25;
constexpr std::uint64_t kTrial = 1000;
/// Up to so many joint values of its columns a `map` is read off their table.
constexpr std::uint64_t kJoint = std::uint64_t{1} << 16U;
/// Units times nodes up to which going through all units is an alternative.
constexpr std::uint64_t kUnitsForPlan = std::uint64_t{1} << 26;

}  // namespace

std::vector<Shape> Candidate::shapes() const {
  std::vector<Shape> result;
  for (const Factor* one : factors) result.push_back(shape_of(*one, fixed));
  return result;
}

std::vector<VariableId> Candidate::variables() const {
  std::vector<VariableId> result;
  for (const auto& target : network.targets) {
    if (const auto* variable = std::get_if<VariableId>(&target)) result.push_back(*variable);
  }
  return result;
}

// ---- roots ----

/// `and` is evidence part by part; order matters only where something is undefined, which is asked apart.
Roots Planner::evidence(const Task& task, std::size_t conditions) const {
  Roots roots;
  for (std::size_t i = 0; i < conditions; ++i) {
    std::vector<NodeId> stack{task.evidence[i]};
    while (!stack.empty()) {
      const NodeId id = stack.back();
      stack.pop_back();
      const ir::Node one = store_[id];
      if (one.op == ir::Op::And) {
        stack.insert(stack.end(), one.operands.rbegin(), one.operands.rend());
      } else {
        roots.evidence.push_back({id, State::True});
      }
    }
  }
  return roots;
}

Roots Planner::roots(const Task& task) const {
  Roots roots = evidence(task, task.evidence.size());
  roots.targets = task.targets;
  roots.weights = task.weights;
  for (const NodeId one : task.targets) roots.evidence.push_back({one, State::Defined});
  if (!passes_.slice) roots.others = everything();
  return roots;
}

/// All nodes of the model with a value of their own.
std::vector<NodeId> Planner::everything() const {
  std::vector<NodeId> result;
  for (std::size_t i = 0; i < store_.offset(); ++i) {
    const NodeId id(i);
    if (!store_.has_arg(id) && !ir::gives_law(store_, id)) result.push_back(id);
  }
  return result;
}

// ---- passes over nodes ----

void Planner::simplify(Roots& roots) const {
  if (passes_.simplify) inference::simplify(store_, roots);
}
void Planner::couple(Roots& roots) const {
  inference::couple(store_, roots);
}
void Planner::separate(Roots& roots) const {
  if (passes_.separate) inference::separate(store_, roots);
}
void Planner::share(Roots& roots) const {
  if (passes_.share) inference::share(store_, roots);
}
void Planner::decompose(Roots& roots) const {
  if (passes_.decompose) inference::decompose(store_, roots, passes_.tables ? kFew : 1);
  simplify(roots);  // the beginnings of chains
}

const std::vector<Planner::NodePass>& Planner::node_passes() {
  static const std::vector<NodePass> kPasses = {{"couple", &Planner::couple},
                                                {"separate", &Planner::separate},
                                                {"simplify", &Planner::simplify},
                                                {"share", &Planner::share},
                                                {"decompose", &Planner::decompose}};
  return kPasses;
}

void Planner::prepare(Roots& roots) const {
  for (const NodePass& one : node_passes()) (this->*one.run)(roots);
}

bool Planner::surely_defined(const Task& task) const {
  Roots roots;
  for (const auto* nodes : {&task.evidence, &task.targets, &task.weights})
    roots.targets.insert(roots.targets.end(), nodes->begin(), nodes->end());
  Defined defined(store_);
  for (const NodeId id : slice(store_, roots)) defined.add(id);
  return defined.all(roots.targets);
}

/// Ways to fuse operations into tables: cheap ones first, then as far as the steps allow.
std::vector<Fusion> Planner::fusions() const {
  const std::uint64_t steps = store_.budget().limits().steps;
  std::vector<Fusion> result{{.most_cells = kCheap / kCellCost}, {.most_cells = steps / kTables}};
  if (!passes_.fuse) return result;
  result.insert(result.begin() + 1, {1 << 10, true, kCheap / kCellCost});
  result.push_back({1 << 10, true, steps / kTrial});
  result.push_back({1 << 16, true, steps / kTrial});
  return result;
}

Materialised Planner::survey(const Task& task) const {
  Roots roots;
  roots.targets = task.evidence;
  roots.targets.insert(roots.targets.end(), task.targets.begin(), task.targets.end());
  roots.weights = task.weights;
  prepare(roots);
  std::optional<Materialised> result;
  for (const Fusion& one : fusions()) {
    result = materialise(store_, roots, passes_, one);
    if (!result->stuck) break;
  }
  return std::move(*result);
}

bool Planner::never_undefined(const Task& task) const {
  if (surely_defined(task)) return true;
  const Materialised survey = this->survey(task);
  const auto none = [](const std::vector<bool>& flags) {
    return std::find(flags.begin(), flags.end(), true) == flags.end();
  };
  return !survey.stuck && none(survey.undefined_targets) && none(survey.undefined_weights);
}

// ---- candidates ----

Candidate Planner::candidate(Materialised network, Wanted wanted) const {
  Candidate one(std::move(network));
  if (one.network.stuck || one.network.network.impossible) return one;
  one.kept = one.variables();
  if (!one.network.weights.empty() && !one.weighs_apart() && !one.network.weights[0].scope.empty())
    one.kept.push_back(one.network.weights[0].scope[0]);
  one.kept = ascending(std::move(one.kept));
  if (wanted == Wanted::Apart) one.apart.swap(one.kept);
  std::uint64_t joint = 1;
  for (const VariableId variable : one.kept)
    joint = saturating_product(joint, one.network.network.size(variable));
  if (wanted == Wanted::MostProbable && (joint > kJoint || !passes_.tables)) {
    one.maximised = with_determined(one.network.network, one.kept);
    one.kept.clear();
  }
  fix(one);
  plan(one, true);
  return one;
}

void Planner::fix(Candidate& one) const {
  for (const auto& fixed : one.network.fixed) {
    if (const auto* variable = std::get_if<VariableId>(&fixed)) one.fixed.push_back(*variable);
  }
  one.fixed = ascending(std::move(one.fixed));
  tabulate_outputs(one.network.network, one.fixed, one.network.held);
}

void Planner::plan(Candidate& one, bool weights) const {
  const Network& network = one.network.network;
  std::vector<bool> relevant(network.factors.size(), true);
  Scope wanted = one.kept;
  for (const Scope* more : {&one.maximised, &one.apart})
    wanted.insert(wanted.end(), more->begin(), more->end());
  wanted = ascending(std::move(wanted));
  if (passes_.relevance && !one.network.all_relevant)
    relevant = relevance(network, one.network.weights, wanted, one.fixed);
  one.factors.clear();
  for (std::size_t i = 0; i < network.factors.size(); ++i) {
    if (relevant[i]) one.factors.push_back(&network.factors[i]);
  }
  if (weights && one.weighs_apart()) {
    for (const Factor& weight : one.network.weights) one.factors.push_back(&weight);
  }
  reorder(one);
  one.cost = saturating_sum(saturating_product(one.network.cells, kCellCost), one.order.cost);
}

void Planner::reorder(Candidate& one) const {
  one.order = order(one.network.network, one.shapes(), one.kept, passes_, ~std::uint64_t{0} >> 1U,
                    store_.budget(), one.maximised);
}

bool Planner::fits(const Candidate& one) const {
  const Limits& limits = store_.budget().limits();
  return one.order.cost <= limits.steps && one.order.largest <= limits.factor &&
         one.order.largest <= limits.memory / sizeof(std::uint64_t);
}

/// Has a source several instances?
bool Planner::any_coupled(Roots& roots) const {
  std::set<SourceId> seen;
  for (const NodeId id : slice(store_, roots)) {
    const ir::Node node = store_[id];
    if (node.op == ir::Op::Chance && !seen.insert(SourceId(node.payload)).second) return true;
  }
  return false;
}

std::uint64_t Planner::units(Roots& roots) const {
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

std::optional<Candidate> Planner::choose_network(const Roots& roots, Wanted wanted) const {
  if (!passes_.networks) return std::nullopt;
  std::optional<Materialised> network = bayesian_network(store_, roots);
  if (!network) return std::nullopt;
  Candidate one = candidate(std::move(*network), wanted);
  if (!one.network.network.impossible && !fits(one)) return std::nullopt;
  return one;
}

std::optional<Candidate> Planner::choose(Roots& roots, Wanted wanted) const {
  if (auto network = choose_network(roots, wanted)) return network;
  Roots original = roots;
  if (!passes_.couple && any_coupled(original)) return std::nullopt;
  prepare(roots);
  std::optional<Candidate> best;
  for (Fusion fusion : fusions()) {
    // A cheap plan is taken; others are looked at up to a part of what the best so far costs.
    if (best && !best->network.stuck)
      fusion.most_cells = std::min(fusion.most_cells, best->cost / kCellCost / 4);
    Candidate other = candidate(materialise(store_, roots, passes_, fusion), wanted);
    if (other.network.network.impossible) return other;
    const bool better = !other.network.stuck && (!best || best->network.stuck || other.cost < best->cost);
    if (better || !best) best = std::move(other);
    if (!best->network.stuck && best->cost <= kCheap) break;
  }
  if (!best->network.stuck && fits(*best)) return best;
  if (units(original) <= kUnitsForPlan) return std::nullopt;
  too_large(*best, roots);
}

// ---- messages ----

std::string Planner::name_of(const Roots& roots, NodeId node) const {
  if (!node.valid()) return "(a choice)";
  const auto origin = roots.origins.find(node);
  std::string known = store_.name_of(origin == roots.origins.end() ? node : origin->second);
  if (!known.empty()) return known;
  const ir::Node one = store_[node];
  if (one.op == ir::Op::Chance) return store_.sources[SourceId(one.payload)].name;
  constexpr std::size_t kLongest = 40;
  std::string text = ir::expression_text(store_, node);
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;  // not inside a character
  return text.substr(0, end) + "…";
}

/// Names what makes it large.
void Planner::too_large(const Candidate& one, const Roots& roots) const {
  if (one.network.stuck && one.network.stuck->number) throw *one.network.stuck->number;
  constexpr std::size_t kShown = 8;
  std::vector<NodeId> nodes;
  if (one.network.stuck) {
    nodes = one.network.stuck->nodes;
  } else {
    for (const VariableId variable : one.order.cluster)
      nodes.push_back(one.network.network.variables[variable].node);
  }
  std::vector<std::string> distinct;
  for (const NodeId node : nodes) {
    const std::string name = support::quote(name_of(roots, node));
    if (std::find(distinct.begin(), distinct.end(), name) == distinct.end()) distinct.push_back(name);
  }
  std::string names;
  for (std::size_t i = 0; i < distinct.size() && i < kShown; ++i) names += (i > 0 ? ", " : "") + distinct[i];
  if (nodes.size() > std::min(kShown, distinct.size()))
    names += " and " + std::to_string(nodes.size() - std::min(kShown, distinct.size())) + " more";
  const std::uint64_t cells = one.network.stuck ? one.network.stuck->cells : one.order.largest;
  const Limits& limits = store_.budget().limits();
  const bool memory = cells > limits.memory / sizeof(std::uint64_t);
  const bool entries = !memory && cells > limits.factor;
  const std::string table =
      (cells == ~std::uint64_t{0} ? "more than 10^19" : support::grouped(cells)) + " cells, over " + names;
  std::string what = memory || entries ? "the largest table would have " + table
                                       : "about " + support::grouped(one.order.cost) +
                                             " steps would be needed; the largest table would have " + table;
  if (one.network.stuck && !memory && !entries) {
    what = "tables of more than " + support::grouped(one.network.cells) +
           " cells would be needed, one of them over " + names;
  }
  const std::string limit = memory    ? support::grouped(limits.memory >> 20U) + " MiB (--max-memory)"
                            : entries ? support::grouped(limits.factor) + " cells"
                                      : support::grouped(limits.steps) + " steps (--max-steps)";
  throw support::Exhausted(
      memory || entries ? support::Exhausted::What::Memory : support::Exhausted::What::Steps,
      what + "; the limit is " + limit);
}

}  // namespace causeway::inference
