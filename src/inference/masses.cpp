// SPDX-License-Identifier: MIT
#include "inference/masses.hpp"

#include <algorithm>
#include <map>

namespace causeway::inference {

Masses read_masses(const Candidate& one, const number::IntegerTable& joint,
                   const number::IntegerTable* evidence, const ir::Store& store) {
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
                                        [&](ValueId x, ValueId y) { return store.values.less(x, y); });
  });
  return result;
}

Masses read_marginal(const Candidate& one, std::size_t target, const number::IntegerTable* table) {
  Masses result;
  const auto* variable = std::get_if<VariableId>(&one.network.targets[target]);
  if (variable == nullptr) {
    result.evidence = 1;
    result.cells.push_back({{std::get<ValueId>(one.network.targets[target])}, 1});
    return result;
  }
  const std::vector<ValueId>& values = one.network.network.variables[*variable].values;
  for (std::size_t cell = 0; cell < table->size(); ++cell) {
    if (table->is_zero(cell)) continue;
    result.cells.push_back({{values[cell]}, table->at(cell)});
    result.evidence += result.cells.back().mass;
  }
  return result;
}

}  // namespace causeway::inference
