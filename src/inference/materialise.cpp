// SPDX-License-Identifier: MIT
#include "inference/materialise.hpp"

#include <algorithm>

#include "inference/materialiser.hpp"

namespace causeway::inference {

using ir::kFalse;
using ir::kTrue;
using ir::kUndefined;
using ir::Node;
using ir::Op;

namespace {

/// No table is larger.
constexpr std::uint64_t kMostCells = std::uint64_t{1} << 22;

}  // namespace

Materialiser::Materialiser(ir::Store& store, Roots& roots, const Passes& passes, const Fusion& fusion)
    : store_(store),
      roots_(roots),
      passes_(passes),
      fusion_(fusion),
      evaluator_(store),
      result_(store.budget()) {}

Materialised Materialiser::run() {
  try {
    prepare();
    for (const NodeId id : nodes_) process(id);
    for (const NodeId one : roots_.targets) result_.targets.push_back(target(one));
    for (const NodeId one : roots_.fixed) result_.fixed.push_back(variable_or_constant(one));
    for (const NodeId one : roots_.weights) weigh(one);
    finish_quantiles();
  } catch (const Stop&) {
    // The result says which.
  } catch (const support::Exhausted& exhausted) {
    using What = support::Exhausted::What;
    if (exhausted.which() != What::Number && exhausted.which() != What::Domain) throw;
    // Perhaps no unit needs it.
    result_.stuck = Stuck{{}, 0, exhausted};
  }
  return std::move(result_);
}

void Materialiser::stop_impossible() {
  result_.network.impossible = true;
  throw Stop{};
}

void Materialiser::stop_stuck(const Cut& cut, std::uint64_t cells) {
  Stuck stuck{{}, cells, std::nullopt};
  for (const VariableId one : cut) stuck.nodes.push_back(result_.network.variables[one].node);
  result_.stuck = std::move(stuck);
  throw Stop{};
}

void Materialiser::prepare() {
  nodes_ = slice(store_, roots_);
  for (const NodeId id : nodes_) {
    const Node node = store_[id];
    for (const NodeId operand : node.operands) ++uses_[operand];
    if (node.op == Op::Chance && store_.sources[SourceId(node.payload)].coupling == ir::Coupling::Quantile) {
      ++quantile_instances_[SourceId(node.payload)];
    }
  }
  for (const Roots::Observation& one : roots_.evidence) observe(one);
  find_deferred();
}

/// Evidence is taken into the domain of the node that decides it: the lowest one that is alone, beside
/// constants, in what leads to it. `not (x == 2)` is decided by x.
void Materialiser::observe(const Roots::Observation& one) {
  NodeId id = one.node;
  for (;;) {
    const Node node = store_[id];
    if (node.op == Op::Chance || ir::is_law(node.op)) break;
    std::optional<NodeId> only;
    bool several = false;
    for (const NodeId operand : node.operands) {
      if (store_.is_constant(operand)) continue;
      several = several || (only && *only != operand);
      only = operand;
    }
    if (several || !only) break;
    id = *only;
  }
  observations_[id].push_back(one);
}

// ---- states ----

VariableId Materialiser::add_variable(NodeId id, std::vector<ValueId> values, std::uint32_t place) {
  return result_.network.variables.push_back({id, std::move(values), place});
}

/// An auxiliary variable.
VariableId Materialiser::add_choice(std::size_t size, std::uint32_t place) {
  return add_variable(NodeId(), std::vector<ValueId>(size), place);
}

std::uint32_t Materialiser::place_of(NodeId chance) const {
  return store_.sources[SourceId(store_[chance].payload)].owner;
}

std::uint32_t Materialiser::place_of(const Cut& cut) const {
  std::uint32_t place = 0;
  for (const VariableId one : cut) place = std::max(place, result_.network.variables[one].place);
  return place;
}

void Materialiser::set_constant(NodeId id, ValueId value) {
  if (!evaluator_.known(id)) evaluator_.supply(id, value);
  State state;
  state.kind = State::Kind::Constant;
  state.undefined = value == kUndefined;
  states_[id] = std::move(state);
}

void Materialiser::set_variable(NodeId id, VariableId variable) {
  State state;
  state.kind = State::Kind::Variable;
  state.variable = variable;
  state.cut = {variable};
  state.cells = result_.network.size(variable);
  state.undefined = result_.network.variables[variable].values.back() == kUndefined;
  states_[id] = std::move(state);
}

std::optional<ValueId> Materialiser::constant(NodeId id) const {
  if (!is_constant(id)) return std::nullopt;
  return evaluator_.known_value(id);
}

/// The variables of several nodes together.
Materialiser::State Materialiser::joined(const std::vector<NodeId>& operands) const {
  State state;
  for (const NodeId one : operands) {
    const Cut& cut = states_.at(one).cut;
    state.cut.insert(state.cut.end(), cut.begin(), cut.end());
  }
  std::sort(state.cut.begin(), state.cut.end());
  state.cut.erase(std::unique(state.cut.begin(), state.cut.end()), state.cut.end());
  state.cells = cells_of(state.cut);
  return state;
}

std::uint64_t Materialiser::cells_of(const Cut& cut) const {
  std::uint64_t cells = 1;
  for (const VariableId one : cut) cells = saturating_product(cells, result_.network.size(one));
  return cells;
}

/// The operands that may be evaluated, given what is constant; constants themselves are left out.
std::vector<NodeId> Materialiser::live_operands(NodeId id) const {
  const Node node = store_[id];
  std::vector<NodeId> live;
  const auto add = [&](NodeId one) {
    if (!is_constant(one)) live.push_back(one);
  };
  const auto first = [&](std::size_t n) {
    bool constants = true;
    for (std::size_t i = 0; i < n; ++i) {
      add(node.operands[i]);
      constants = constants && is_constant(node.operands[i]);
    }
    return constants;
  };
  switch (node.op) {
    case Op::And:
    case Op::Or:
    case Op::Implies:
      for (const NodeId one : node.operands) {
        add(one);
        const auto value = constant(one);
        if (value && (*value == kUndefined || *value == (node.op == Op::Or ? kTrue : kFalse))) break;
      }
      return live;
    case Op::If:
      for (std::size_t i = 0; i + 1 < node.operands.size(); i += 2) {
        const auto condition = constant(node.operands[i]);
        if (condition == kFalse) continue;
        add(node.operands[i]);
        if (condition == kUndefined) return live;
        add(node.operands[i + 1]);
        if (condition == kTrue) return live;
      }
      add(node.operands.back());
      return live;
    case Op::Match:
    case Op::Pick: {
      const std::size_t indices = node.op == Op::Match
                                      ? store_.matches[ir::MatchId(node.payload)].scrutinees()
                                      : store_.keys[ir::KeyTableId(node.payload)].arity();
      if (!first(indices)) {
        for (std::size_t i = indices; i < node.operands.size(); ++i) add(node.operands[i]);
        return live;
      }
      std::vector<ValueId> values;
      for (std::size_t i = 0; i < indices; ++i) values.push_back(*constant(node.operands[i]));
      if (std::find(values.begin(), values.end(), kUndefined) != values.end()) return live;
      const auto place = node.op == Op::Match
                             ? ir::matching_arm(store_, store_.matches[ir::MatchId(node.payload)], values)
                             : store_.keys[ir::KeyTableId(node.payload)].find(values);
      if (place) add(node.operands[indices + *place]);
      return live;
    }
    default:
      first(node.operands.size());
      return live;
  }
}

// ---- the nodes in order ----

void Materialiser::process(NodeId id) {
  store_.budget().spend();
  const Node node = store_[id];
  if (node.op == Op::Const) {
    set_constant(id, ValueId(node.payload));
    if (!allowed(id, ValueId(node.payload))) stop_impossible();
  } else if (node.op == Op::Chance) {
    draw(id);
  } else if (node.op == Op::Param) {
    process_parameter(id);
  } else {
    process_operation(id);
  }
}

/// A value that comes later: a variable of its own without a distribution, over the domain that it is checked
/// against.
void Materialiser::process_parameter(NodeId id) {
  std::optional<ir::ValueListId> domain;
  for (const NodeId user : nodes_) {
    const Node node = store_[user];
    if (std::find(node.operands.begin(), node.operands.end(), id) == node.operands.end()) continue;
    const ir::ValueListId own(node.payload);
    if (node.op != Op::Check || (domain && *domain != own)) stop_stuck({}, 0);
    domain = own;
  }
  if (!domain) stop_stuck({}, 0);
  const std::vector<ValueId> values = allowed_values(id, store_.lists[*domain].items());
  if (values.size() == 1) return set_constant(id, values[0]);
  set_variable(id, add_variable(id, values, 0));
}

void Materialiser::process_operation(NodeId id) {
  const std::vector<NodeId> live = live_operands(id);
  const bool law = ir::is_law(store_[id].op);
  State state = joined(live);
  if (state.cut.empty() && !law) {
    // A choice between laws has no variables either, and is no value: its row is known all the same.
    const auto value = evaluator_.value(id);
    if (!allowed(id, *value)) stop_impossible();
    set_constant(id, *value);
    return;
  }
  const bool weighs =
      std::any_of(live.begin(), live.end(), [&](NodeId one) { return deferred_.contains(one); });
  if (weighs || deferred_.contains(id)) {
    states_[id] = std::move(state);
    return;
  }
  // Too large a table: the operands with the largest tables become variables.
  std::vector<NodeId> inlined;
  for (const NodeId one : live) {
    if (states_.at(one).kind == State::Kind::Inline && states_.at(one).cut.size() > 1) inlined.push_back(one);
  }
  std::stable_sort(inlined.begin(), inlined.end(),
                   [&](NodeId a, NodeId b) { return states_.at(a).cells > states_.at(b).cells; });
  for (const NodeId one : inlined) {
    if (passes_.fuse && state.cells <= fusion_.cells) break;
    force(one);
    state = joined(live_operands(id));
  }
  if (state.cells > kMostCells) stop_stuck(state.cut, state.cells);
  states_[id] = state;
  const bool several = uses_[id] > 1 && state.cut.size() > 1 && !fusion_.shared;
  if (law) return;
  if (several || !passes_.fuse || observations_.contains(id)) force(id);
}

/// Makes a variable, or a constant, of an operation; of a choice between laws nothing, which is no value.
void Materialiser::force(NodeId id) {
  if (states_.at(id).kind != State::Kind::Inline) return;
  if (ir::gives_law(store_, id)) return;
  make_variable(id);
}

std::variant<ValueId, VariableId> Materialiser::target(NodeId id) {
  const auto result = variable_or_constant(id);
  result_.undefined_targets.push_back(states_.at(id).undefined);
  return result;
}

std::variant<ValueId, VariableId> Materialiser::variable_or_constant(NodeId id) {
  if (states_.at(id).cells > kMostCells) stop_stuck(states_.at(id).cut, states_.at(id).cells);
  force(id);
  if (const auto value = constant(id)) return *value;
  return states_.at(id).variable;
}

Materialised materialise(ir::Store& store, Roots& roots, const Passes& passes, const Fusion& fusion) {
  return Materialiser(store, roots, passes, fusion).run();
}

}  // namespace causeway::inference
