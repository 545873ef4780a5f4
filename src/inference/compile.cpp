// SPDX-License-Identifier: MIT
// Pass `compile`: an order becomes steps. Numbers are not looked at. Tests: tests/golden/ir.
#include <algorithm>
#include <utility>

#include "inference/compiler.hpp"

namespace causeway::inference {

Scope ascending(std::vector<VariableId> variables) {
  std::sort(variables.begin(), variables.end());
  variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
  return variables;
}

std::size_t stride(const Network& network, const std::vector<VariableId>& axes, VariableId variable) {
  std::size_t result = 1;
  for (auto one = axes.rbegin(); one != axes.rend(); ++one) {
    if (*one == variable) return result;
    result *= network.size(*one);
  }
  return 0;
}

Compiler::Compiler(const Network& network, std::vector<Shape> shapes)
    : network_(network),
      factors_(shapes.size()),
      shapes_(std::move(shapes)),
      of_(network.variables.size()),
      taken_(factors_, false),
      places_(network.variables.size(), kNone) {
  for (std::size_t i = 0; i < factors_; ++i) mention(i);
}

void Compiler::mention(std::size_t slot) {
  for (const VariableId one : shapes_[slot].scope) of_[one.index()].push_back(slot);
}

std::vector<std::size_t> Compiler::mentioning(VariableId variable) const {
  std::vector<std::size_t> result;
  for (const std::size_t slot : of_[variable.index()]) {
    if (!taken_[slot]) result.push_back(slot);
  }
  return result;
}

void Compiler::take(const std::vector<std::size_t>& slots) {
  for (const std::size_t slot : slots) taken_[slot] = true;
}

std::vector<std::size_t> Compiler::left() const {
  std::vector<std::size_t> result;
  for (std::size_t slot = 0; slot < shapes_.size(); ++slot) {
    if (!taken_[slot]) result.push_back(slot);
  }
  return result;
}

Scope Compiler::scope_of(const std::vector<std::size_t>& slots) {
  Scope scope;
  for (const std::size_t slot : slots) {
    for (const VariableId one : shapes_[slot].scope) {
      if (std::exchange(places_[one.index()], 0) == kNone) scope.push_back(one);
    }
  }
  for (const VariableId one : scope) places_[one.index()] = kNone;
  std::sort(scope.begin(), scope.end());
  return scope;
}

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

/// What is looped over: all variables but the outputs of functions; what is summed runs fastest.
Scope Compiler::choose_axes(Step& step, const std::vector<std::size_t>& slots) {
  Scope axes;
  for (const VariableId one : scope_of(slots)) {
    if (!std::binary_search(step.scope.begin(), step.scope.end(), one)) step.eliminated.push_back(one);
  }
  axes.reserve(step.scope.size() + step.eliminated.size());
  axes = step.scope;
  axes.insert(axes.end(), step.eliminated.begin(), step.eliminated.end());
  for (const std::size_t slot : step.functions) std::erase(axes, *shapes_[slot].output);
  std::uint64_t products = std::max<std::size_t>(slots.size(), 1);
  for (const VariableId one : axes) {
    const std::size_t size = network_.size(one);
    step.loop.axes.push_back(size);
    products = saturating_product(products, size);
  }
  const auto loops = [&](VariableId one) { return std::find(axes.begin(), axes.end(), one) != axes.end(); };
  for (const VariableId one : step.eliminated) {
    if (step.functions.empty() || loops(one))
      step.loop.terms = saturating_product(step.loop.terms, network_.size(one));
  }
  for (const VariableId one : step.scope)
    step.loop.cells = saturating_product(step.loop.cells, network_.size(one));
  plan_.cost = saturating_sum(plan_.cost, products);
  return axes;
}

/// Where each table and function stands for the axes' values, and how functions move the others.
void Compiler::place(Step& step, const std::vector<std::size_t>& slots, const Scope& axes) {
  for (const std::size_t slot : slots) {
    if (!is_function(slot)) step.tables.push_back(slot);
  }
  number::SumProduct& loop = step.loop;
  loop.inputs = step.tables.size();
  loop.maps.resize(step.functions.size());
  loop.strides.assign(axes.size() * loop.places(), 0);
  for (std::size_t i = 0; i < axes.size(); ++i) places_[axes[i].index()] = static_cast<std::uint32_t>(i);
  const auto put = [&](std::size_t place, const std::vector<VariableId>& table) {
    std::size_t apart = 1;
    for (auto one = table.rbegin(); one != table.rend(); ++one) {
      const std::uint32_t axis = places_[one->index()];
      if (axis != kNone) loop.strides[axis * loop.places() + place] = apart;
      for (std::size_t i = 0; i < step.functions.size(); ++i) {
        if (shapes_[step.functions[i]].output == *one) loop.maps[i].emplace_back(place, apart);
      }
      apart *= network_.size(*one);
    }
  };
  for (std::size_t i = 0; i < step.tables.size(); ++i) put(i, shapes_[step.tables[i]].axes);
  for (std::size_t i = 0; i < step.functions.size(); ++i)
    put(loop.inputs + i, shapes_[step.functions[i]].axes);
  put(loop.places() - 1, step.scope);
  for (const VariableId one : axes) places_[one.index()] = kNone;
}

std::size_t Compiler::add(const std::vector<std::size_t>& slots, Scope scope, Result result, bool maximum) {
  Step step;
  step.scope = std::move(scope);
  step.functions = functions_in_order(slots);
  step.loop.maximum = maximum;
  place(step, slots, choose_axes(step, slots));
  shapes_.push_back({step.scope, step.scope, std::nullopt});
  taken_.push_back(result == Result::Read);
  plan_.steps.push_back(std::move(step));
  if (result == Result::Taken) mention(shapes_.size() - 1);
  return shapes_.size() - 1;
}

Plan Compiler::finish(std::vector<std::size_t> outputs) {
  plan_.outputs = std::move(outputs);
  std::vector<bool> read(shapes_.size(), false);
  for (const std::size_t slot : plan_.outputs) read[slot] = true;
  for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step) {
    for (const std::size_t slot : step->tables) {
      if (slot >= factors_ && !read[slot]) step->freed.push_back(slot);
      read[slot] = true;
    }
  }
  return std::move(plan_);
}

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
  Compiler compiler(network, std::move(shapes));
  for (const VariableId one : order.variables) {
    const std::vector<std::size_t> slots = compiler.mentioning(one);
    Scope rest = compiler.scope_of(slots);
    std::erase(rest, one);
    compiler.take(slots);
    compiler.add(slots, std::move(rest), Compiler::Result::Taken,
                 std::binary_search(maximised.begin(), maximised.end(), one));
  }
  const std::vector<std::size_t> left = compiler.left();
  return compiler.finish({compiler.add(left, kept, Compiler::Result::Read)});
}

}  // namespace causeway::inference
