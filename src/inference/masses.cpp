// SPDX-License-Identifier: MIT
#include "inference/masses.hpp"

#include <algorithm>

#include "number/functions.hpp"

namespace causeway::inference {

namespace {

/// In the order of their values; those with the same values are added up.
void sort_cells(std::vector<Cell>& cells, const ir::Store& store, support::Budget& budget) {
  const auto before = [&](const Cell& a, const Cell& b) {
    budget.spend();
    return std::lexicographical_compare(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                                        [&](ValueId x, ValueId y) { return store.values.less(x, y); });
  };
  if (!std::is_sorted(cells.begin(), cells.end(), before)) std::sort(cells.begin(), cells.end(), before);
  std::size_t count = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (count > 0 && cells[count - 1].values == cells[i].values) {
      cells[count - 1].mass += cells[i].mass;
    } else {
      if (count != i) cells[count] = std::move(cells[i]);
      ++count;
    }
  }
  cells.resize(count);
}

}  // namespace

Masses read_masses(const Candidate& one, const number::IntegerTable& joint,
                   const number::IntegerTable* evidence, const ir::Store& store, support::Budget& budget) {
  const Network& network = one.network.network;
  const bool weighed = !one.network.weights.empty();
  const bool by_value = weighed && !one.weighs_apart();
  Masses result;
  std::vector<std::size_t> digits(one.kept.size(), 0);
  const auto digit = [&](VariableId variable) {
    const auto place = std::lower_bound(one.kept.begin(), one.kept.end(), variable);
    return digits[static_cast<std::size_t>(place - one.kept.begin())];
  };
  support::Held held(budget);
  std::vector<Rational> masses;
  if (evidence == nullptr) {
    masses = joint.coprime(budget);
    held.add(masses.size() * sizeof(Rational));
  }
  for (std::size_t cell = 0; cell < joint.size(); ++cell) {
    budget.spend();
    if (evidence == nullptr ? !joint.is_zero(cell) : !evidence->is_zero(cell)) {
      Rational mass = evidence == nullptr ? std::move(masses[cell]) : joint.at(cell);
      result.evidence += evidence == nullptr ? mass : evidence->at(cell);
      if (by_value) {
        const Factor& weight = one.network.weights[0];
        mass *= weight.table->at(weight.scope.empty() ? 0 : digit(weight.scope[0]));
      }
      std::vector<ValueId> values;
      values.reserve(one.network.targets.size());
      for (const auto& target : one.network.targets) {
        const auto* variable = std::get_if<VariableId>(&target);
        values.push_back(variable == nullptr ? std::get<ValueId>(target)
                                             : network.variables[*variable].values[digit(*variable)]);
      }
      budget.hold(sizeof(Cell) + values.size() * sizeof(ValueId) + mass.bits() / 8);
      budget.spend(number::cost(mass));
      result.cells.push_back({std::move(values), std::move(mass)});
    }
    for (std::size_t axis = digits.size(); axis > 0 && ++digits[axis - 1] == network.size(one.kept[axis - 1]);
         --axis)
      digits[axis - 1] = 0;
  }
  sort_cells(result.cells, store, budget);
  return result;
}

Masses read_marginal(const Candidate& one, std::size_t target, const number::IntegerTable* table,
                     support::Budget& budget) {
  Masses result;
  const auto* variable = std::get_if<VariableId>(&one.network.targets[target]);
  if (variable == nullptr) {
    result.evidence = 1;
    result.cells.push_back({{std::get<ValueId>(one.network.targets[target])}, 1});
    return result;
  }
  const std::vector<ValueId>& values = one.network.network.variables[*variable].values;
  std::vector<Rational> masses = table->coprime(budget);
  for (std::size_t cell = 0; cell < masses.size(); ++cell) {
    if (masses[cell].is_zero()) continue;
    result.evidence += masses[cell];
    result.cells.push_back({{values[cell]}, std::move(masses[cell])});
  }
  return result;
}

}  // namespace causeway::inference
