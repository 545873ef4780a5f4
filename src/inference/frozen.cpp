// SPDX-License-Identifier: MIT
#include "inference/frozen.hpp"

#include <algorithm>

#include "inference/masses.hpp"

namespace causeway::inference {

std::optional<Frozen> Frozen::plan(ir::Store& store, const Task& task, const std::vector<NodeId>& fixed) {
  const Passes passes;
  const Planner planner(store, passes);
  Task all = task;
  all.targets.insert(all.targets.end(), fixed.begin(), fixed.end());
  if (!planner.never_undefined(all)) return std::nullopt;
  Roots roots = planner.roots(task);
  roots.fixed = fixed;
  auto chosen = planner.choose(roots);
  if (!chosen || chosen->network.network.impossible || chosen->weighs_apart()) return std::nullopt;
  // Two values for one variable would have to agree.
  const auto is_variable = [](const auto& one) { return std::holds_alternative<VariableId>(one); };
  const auto& nodes = chosen->network.fixed;
  const auto variables = static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), is_variable));
  if (variables != chosen->fixed.size()) return std::nullopt;
  for (const VariableId one : chosen->fixed) {
    if (std::binary_search(chosen->kept.begin(), chosen->kept.end(), one)) return std::nullopt;
  }
  Frozen result;
  const auto candidate = std::make_shared<const Candidate>(std::move(*chosen));
  const Network& network = candidate->network.network;
  result.plan_ = compile(network, candidate->shapes(), candidate->order, candidate->kept);
  for (const auto& node : candidate->network.fixed) {
    Fixed& one = result.nodes_.emplace_back();
    const auto* variable = std::get_if<VariableId>(&node);
    if (variable == nullptr) {
      one.values = {std::get<ValueId>(node)};
      continue;
    }
    one.values = network.variables[*variable].values;
    for (std::size_t f = 0; f < candidate->factors.size(); ++f) {
      const std::size_t apart = stride(network, candidate->factors[f]->scope, *variable);
      if (apart != 0) one.strides.emplace_back(f, apart);
    }
  }
  result.candidate_ = candidate;
  return result;
}

Outcome Frozen::evaluate(const std::vector<std::size_t>& places, const ir::Store& store,
                         support::Budget& budget) const {
  std::vector<std::size_t> offsets(candidate_->factors.size(), 0);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (const auto& [factor, stride] : nodes_[i].strides) offsets[factor] += stride * places[i];
  }
  Masses masses =
      read_masses(*candidate_, execute(plan_, candidate_->factors, budget, Scale::Free, offsets)[0], nullptr,
                  store, budget);
  return {std::nullopt, std::move(masses.evidence), std::move(masses.cells)};
}

}  // namespace causeway::inference
