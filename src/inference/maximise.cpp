// SPDX-License-Identifier: MIT
#include "inference/maximise.hpp"

#include <algorithm>
#include <tuple>

namespace causeway::inference {

namespace {

number::IntegerTable run(const Candidate& one, const std::vector<std::size_t>& offsets,
                         support::Budget& budget) {
  const Plan plan = compile(one.network.network, one.shapes(), one.order, one.kept, one.maximised);
  return std::move(execute(plan, one.factors, budget, Scale::Kept, offsets)[0]);
}

/// Where the fixed values stand in each factor.
std::vector<std::size_t> offsets_of(const Candidate& one, const std::vector<std::size_t>& places) {
  std::vector<std::size_t> offsets;
  for (const Factor* factor : one.factors) {
    std::size_t offset = 0;
    for (const VariableId fixed : one.fixed)
      offset += stride(one.network.network, factor->scope, fixed) * places[fixed.index()];
    offsets.push_back(offset);
  }
  return offsets;
}

/// The best value of one column, those before it fixed; of equals the first.
std::pair<std::size_t, Rational> best_place(const number::IntegerTable& masses) {
  std::pair<std::size_t, Rational> best(0, masses.at(0));
  for (std::size_t cell = 1; cell < masses.size(); ++cell) {
    const Rational mass = masses.at(cell);
    if (mass > best.second) best = {cell, mass};
  }
  return best;
}

}  // namespace

Masses maximise(const Planner& planner, Candidate& one, support::Budget& budget) {
  const Network& network = one.network.network;
  one.maximised.clear();
  const Scope targets = ascending(one.variables());
  const Scope determined = with_determined(network, targets);
  tabulate_outputs(one.network.network, targets, one.network.held);
  planner.reorder(one);  // nothing kept: the mass of the evidence
  Masses result;
  const std::size_t runs = one.variables().size() + 1;
  {
    const support::Part part(budget, 0, runs);
    result.evidence = run(one, {}, budget).at(0);
  }
  if (result.evidence.is_zero()) return result;
  std::vector<std::size_t> places(network.variables.size(), 0);
  Cell cell;
  std::size_t number = 1;
  for (const VariableId variable : one.variables()) {
    const support::Part part(budget, number++, runs);
    if (std::binary_search(one.fixed.begin(), one.fixed.end(), variable)) continue;
    one.kept = {variable};
    one.maximised.clear();
    std::set_difference(determined.begin(), determined.end(), one.fixed.begin(), one.fixed.end(),
                        std::back_inserter(one.maximised));
    std::erase(one.maximised, variable);
    planner.reorder(one);
    std::tie(places[variable.index()], cell.mass) = best_place(run(one, offsets_of(one, places), budget));
    one.fixed.insert(std::upper_bound(one.fixed.begin(), one.fixed.end(), variable), variable);
  }
  for (const auto& target : one.network.targets) {
    const auto* variable = std::get_if<VariableId>(&target);
    cell.values.push_back(variable == nullptr
                              ? std::get<ValueId>(target)
                              : network.variables[*variable].values[places[variable->index()]]);
  }
  result.cells.push_back(std::move(cell));
  return result;
}

}  // namespace causeway::inference
