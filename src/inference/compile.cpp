// SPDX-License-Identifier: MIT
#include <algorithm>

#include "inference/plan.hpp"

namespace causeway::inference {

std::size_t stride(const Network& network, const std::vector<VariableId>& axes, VariableId variable) {
  std::size_t result = 1;
  for (auto one = axes.rbegin(); one != axes.rend(); ++one) {
    if (*one == variable) return result;
    result *= network.size(*one);
  }
  return 0;
}

namespace {

class Compiler {
 public:
  Compiler(const Network& network, std::vector<Shape> shapes, const Scope& maximised)
      : network_(network), maximised_(maximised), shapes_(std::move(shapes)), of_(network.variables.size()) {
    for (std::size_t i = 0; i < shapes_.size(); ++i) mention(i);
  }

  Plan run(const Order& order, const Scope& kept) {
    Plan plan;
    for (const VariableId one : order.variables) {
      const std::vector<std::size_t> slots = of_[one.index()];
      Scope scope = scope_of(slots);
      Scope rest = scope;
      std::erase(rest, one);
      plan.steps.push_back(step(slots, scope, std::move(rest), one));
      shapes_.push_back({plan.steps.back().scope, plan.steps.back().scope, std::nullopt});
      for (const std::size_t slot : slots) forget(slot);
      mention(shapes_.size() - 1);
    }
    std::vector<std::size_t> left;
    for (std::size_t slot = 0; slot < shapes_.size(); ++slot) {
      if (!used_[slot]) left.push_back(slot);
    }
    plan.result = kept;
    plan.steps.push_back(step(left, kept, kept, std::nullopt));
    return plan;
  }

 private:
  void mention(std::size_t slot) {
    used_.resize(std::max(used_.size(), slot + 1), false);
    for (const VariableId one : shapes_[slot].scope) of_[one.index()].push_back(slot);
  }
  void forget(std::size_t slot) {
    used_[slot] = true;
    for (const VariableId one : shapes_[slot].scope) std::erase(of_[one.index()], slot);
  }
  Scope scope_of(const std::vector<std::size_t>& slots) const {
    Scope scope;
    for (const std::size_t slot : slots)
      scope.insert(scope.end(), shapes_[slot].scope.begin(), shapes_[slot].scope.end());
    std::sort(scope.begin(), scope.end());
    scope.erase(std::unique(scope.begin(), scope.end()), scope.end());
    return scope;
  }
  bool is_function(std::size_t slot) const { return shapes_[slot].output.has_value(); }
  std::vector<std::size_t> functions_in_order(const std::vector<std::size_t>& slots) const;
  number::SumProduct::Strides strides(const Scope& axes, const std::vector<VariableId>& table) const;
  Step step(const std::vector<std::size_t>& slots, const Scope& scope, Scope result,
            std::optional<VariableId> eliminated) const;

  const Network& network_;
  const Scope& maximised_;
  std::vector<Shape> shapes_;
  std::vector<std::vector<std::size_t>> of_;
  std::vector<bool> used_;
};

/// Each function behind those that give its arguments.
std::vector<std::size_t> Compiler::functions_in_order(const std::vector<std::size_t>& slots) const {
  std::vector<std::size_t> waiting;
  for (const std::size_t slot : slots) {
    if (is_function(slot)) waiting.push_back(slot);
  }
  std::vector<std::size_t> ordered;
  while (!waiting.empty()) {
    const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](std::size_t slot) {
      return std::none_of(waiting.begin(), waiting.end(), [&](std::size_t other) {
        const Scope& scope = shapes_[slot].scope;
        return other != slot && std::binary_search(scope.begin(), scope.end(), *shapes_[other].output);
      });
    });
    ordered.push_back(*ready);
    waiting.erase(ready);
  }
  return ordered;
}

number::SumProduct::Strides Compiler::strides(const Scope& axes, const std::vector<VariableId>& table) const {
  number::SumProduct::Strides result;
  for (const VariableId one : axes) result.push_back(stride(network_, table, one));
  return result;
}

Step Compiler::step(const std::vector<std::size_t>& slots, const Scope& scope, Scope result,
                    std::optional<VariableId> eliminated) const {
  Step step;
  step.eliminated = eliminated;
  step.scope = std::move(result);
  step.functions = functions_in_order(slots);
  Scope axes = scope;
  for (const std::size_t slot : step.functions) std::erase(axes, *shapes_[slot].output);
  step.loop.maximum = eliminated && std::binary_search(maximised_.begin(), maximised_.end(), *eliminated);
  // The variable that is summed runs fastest.
  if (eliminated && std::erase(axes, *eliminated) > 0) {
    axes.push_back(*eliminated);
    step.loop.terms = network_.size(*eliminated);
  }
  for (const VariableId one : axes) step.loop.axes.push_back(network_.size(one));
  std::vector<std::vector<VariableId>> places;
  for (const std::size_t slot : slots) {
    if (is_function(slot)) continue;
    step.tables.push_back(slot);
    places.push_back(shapes_[slot].axes);
    step.loop.inputs.push_back({nullptr, strides(axes, places.back())});
  }
  for (const std::size_t slot : step.functions) {
    places.push_back(shapes_[slot].axes);
    step.loop.maps.push_back({nullptr, strides(axes, places.back()), {}});
  }
  places.push_back(step.scope);
  step.loop.output = strides(axes, step.scope);
  for (const VariableId one : step.scope) step.loop.cells *= network_.size(one);
  for (std::size_t i = 0; i < step.functions.size(); ++i) {
    for (std::size_t place = 0; place < places.size(); ++place) {
      const std::size_t moves = stride(network_, places[place], *shapes_[step.functions[i]].output);
      if (moves != 0) step.loop.maps[i].moves.emplace_back(place, moves);
    }
  }
  return step;
}

}  // namespace

Shape shape_of(const Factor& factor, const Scope& fixed) {
  Shape shape{factor.scope, factor.scope, factor.output};
  if (factor.output) shape.scope.push_back(*factor.output);
  std::sort(shape.scope.begin(), shape.scope.end());
  std::erase_if(shape.scope,
                [&](VariableId one) { return std::binary_search(fixed.begin(), fixed.end(), one); });
  return shape;
}

Plan compile(const Network& network, std::vector<Shape> shapes, const Order& order, const Scope& kept,
             const Scope& maximised) {
  return Compiler(network, std::move(shapes), maximised).run(order, kept);
}

}  // namespace causeway::inference
