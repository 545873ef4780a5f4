// SPDX-License-Identifier: MIT
#include <algorithm>

#include "inference/plan.hpp"
#include "support/components.hpp"

namespace causeway::inference {

namespace {

/// Every number positive, or every combination possible.
bool positive(const Factor& factor) {
  if (factor.output) {
    return std::all_of(factor.function.begin(), factor.function.end(),
                       [](std::int32_t one) { return one >= 0; });
  }
  return !factor.table->negative() && !factor.table->any_zero();
}

/// Those that are not fixed.
template <typename Use>
void for_each_variable(const Factor& factor, const Scope& fixed, Use use) {
  for (const VariableId one : shape_of(factor, fixed).scope) use(one);
}

/// Takes away, one after the other, distributions of variables that nothing else mentions.
void drop_barren(const Network& network, const std::vector<Factor>& weights, const Scope& kept,
                 const Scope& fixed, std::vector<bool>& relevant) {
  std::vector<std::uint32_t> mentions(network.variables.size(), 0);
  std::vector<std::size_t> own(network.variables.size(), network.factors.size());
  for (const VariableId one : kept) ++mentions[one.index()];
  for (const Factor& factor : weights)
    for_each_variable(factor, fixed, [&](VariableId one) { ++mentions[one.index()]; });
  for (std::size_t i = 0; i < network.factors.size(); ++i) {
    for_each_variable(network.factors[i], fixed, [&](VariableId one) { ++mentions[one.index()]; });
    const auto& child = network.factors[i].child;
    if (child && !std::binary_search(fixed.begin(), fixed.end(), *child)) own[child->index()] = i;
  }
  std::vector<VariableId> barren;
  const auto look = [&](VariableId one) {
    if (mentions[one.index()] == 1 && own[one.index()] < network.factors.size()) barren.push_back(one);
  };
  for (std::size_t v = 0; v < network.variables.size(); ++v) look(VariableId(v));
  while (!barren.empty()) {
    const std::size_t factor = own[barren.back().index()];
    barren.pop_back();
    if (!relevant[factor]) continue;
    relevant[factor] = false;
    for_each_variable(network.factors[factor], fixed, [&](VariableId one) {
      --mentions[one.index()];
      look(one);
    });
  }
}

}  // namespace

std::vector<bool> relevance(const Network& network, const std::vector<Factor>& weights, const Scope& kept,
                            const Scope& fixed) {
  std::vector<bool> relevant(network.factors.size(), true);
  drop_barren(network, weights, kept, fixed, relevant);
  support::Components components(network.variables.size());
  const auto join = [&](const Factor& factor) {
    std::optional<VariableId> first;
    for_each_variable(factor, fixed, [&](VariableId one) {
      if (first) components.join(first->value, one.value);
      first = one;
    });
  };
  for (std::size_t i = 0; i < network.factors.size(); ++i) {
    if (relevant[i]) join(network.factors[i]);
  }
  for (const Factor& one : weights) join(one);
  std::vector<bool> needed(network.variables.size() + 1, false);
  for (const VariableId one : kept) needed[components.find(one.value)] = true;
  for (const Factor& one : weights)
    for_each_variable(one, fixed,
                      [&](VariableId variable) { needed[components.find(variable.value)] = true; });
  // A component that the evidence may contradict has to be computed too.
  const auto component = [&](const Factor& factor) -> std::size_t {
    const Scope scope = shape_of(factor, fixed).scope;
    return scope.empty() ? network.variables.size() : components.find(scope[0].value);
  };
  for (std::size_t i = 0; i < network.factors.size(); ++i) {
    if (!relevant[i]) continue;
    const Factor& factor = network.factors[i];
    const std::size_t own = component(factor);
    // Distributions sum to 1, whatever zeros they have.
    const bool sums_to_one = factor.child && !std::binary_search(fixed.begin(), fixed.end(), *factor.child);
    if (!needed[own] && !sums_to_one && !positive(factor)) needed[own] = true;
  }
  for (std::size_t i = 0; i < network.factors.size(); ++i)
    relevant[i] = relevant[i] && needed[component(network.factors[i])];
  return relevant;
}

}  // namespace causeway::inference
