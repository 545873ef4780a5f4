// SPDX-License-Identifier: MIT
// Pass `compile`: an order becomes steps. Numbers are not looked at. Tests: tests/golden/ir.
#include <algorithm>
#include <functional>

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
      taken_(factors_, false) {
  for (std::size_t i = 0; i < factors_; ++i) mention(i);
}

void Compiler::mention(std::size_t slot) {
  for (const VariableId one : shapes_[slot].scope) of_[one.index()].push_back(slot);
}

void Compiler::take(const std::vector<std::size_t>& slots) {
  for (const std::size_t slot : slots) {
    taken_[slot] = true;
    for (const VariableId one : shapes_[slot].scope) std::erase(of_[one.index()], slot);
  }
}

std::vector<std::size_t> Compiler::left() const {
  std::vector<std::size_t> result;
  for (std::size_t slot = 0; slot < shapes_.size(); ++slot) {
    if (!taken_[slot]) result.push_back(slot);
  }
  return result;
}

Scope Compiler::scope_of(const std::vector<std::size_t>& slots) const {
  Scope scope;
  for (const std::size_t slot : slots)
    scope.insert(scope.end(), shapes_[slot].scope.begin(), shapes_[slot].scope.end());
  return ascending(std::move(scope));
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

number::SumProduct::Strides Compiler::strides(const Scope& axes, const std::vector<VariableId>& table) const {
  number::SumProduct::Strides result;
  for (const VariableId one : axes) result.push_back(stride(network_, table, one));
  return result;
}

/// What is looped over: all variables but the outputs of functions; what is summed runs fastest.
void Compiler::choose_axes(Step& step, const std::vector<std::size_t>& slots) {
  const Scope mentioned = scope_of(slots);
  axes_.clear();
  std::set_union(mentioned.begin(), mentioned.end(), step.scope.begin(), step.scope.end(),
                 std::back_inserter(axes_));
  const auto stays = [&](VariableId one) {
    return std::binary_search(step.scope.begin(), step.scope.end(), one);
  };
  std::copy_if(axes_.begin(), axes_.end(), std::back_inserter(step.eliminated), std::not_fn(stays));
  for (const std::size_t slot : step.functions) std::erase(axes_, *shapes_[slot].output);
  std::stable_partition(axes_.begin(), axes_.end(), stays);
  std::uint64_t products = std::max<std::size_t>(slots.size(), 1);
  for (const VariableId one : axes_) {
    const std::size_t size = network_.size(one);
    step.loop.axes.push_back(size);
    products = saturating_product(products, size);
    if (!stays(one)) step.loop.terms = saturating_product(step.loop.terms, size);
  }
  for (const VariableId one : step.scope)
    step.loop.cells = saturating_product(step.loop.cells, network_.size(one));
  plan_.cost = saturating_sum(plan_.cost, products);
}

/// Where each table and function stands for the axes' values, and how functions move the others.
void Compiler::place(Step& step, const std::vector<std::size_t>& slots) const {
  std::vector<std::vector<VariableId>> places;
  for (const std::size_t slot : slots) {
    if (is_function(slot)) continue;
    step.tables.push_back(slot);
    places.push_back(shapes_[slot].axes);
    step.loop.inputs.push_back({nullptr, strides(axes_, places.back())});
  }
  for (const std::size_t slot : step.functions) {
    places.push_back(shapes_[slot].axes);
    step.loop.maps.push_back({nullptr, strides(axes_, places.back()), {}});
  }
  places.push_back(step.scope);
  step.loop.output = strides(axes_, step.scope);
  for (std::size_t i = 0; i < step.functions.size(); ++i) {
    for (std::size_t place = 0; place < places.size(); ++place) {
      const std::size_t moves = stride(network_, places[place], *shapes_[step.functions[i]].output);
      if (moves != 0) step.loop.maps[i].moves.emplace_back(place, moves);
    }
  }
}

std::size_t Compiler::add(const std::vector<std::size_t>& slots, Scope scope, Result result, bool maximum) {
  Step step;
  step.scope = std::move(scope);
  step.functions = functions_in_order(slots);
  step.loop.maximum = maximum;
  choose_axes(step, slots);
  place(step, slots);
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
