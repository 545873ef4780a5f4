// SPDX-License-Identifier: MIT
// Steps of a plan from the shapes of what they multiply. Tests: tests/differential, tests/golden.
#pragma once

#include "inference/plan.hpp"

namespace causeway::inference {

class Compiler {
 public:
  Compiler(const Network& network, std::vector<Shape> shapes);

  /// The slots that mention a variable and are not taken yet.
  const std::vector<std::size_t>& mentioning(VariableId variable) const { return of_[variable.index()]; }
  /// Those that no step has taken.
  std::vector<std::size_t> left() const;
  Scope scope_of(const std::vector<std::size_t>& slots) const;
  const Scope& scope(std::size_t slot) const { return shapes_[slot].scope; }
  void take(const std::vector<std::size_t>& slots);

  /// A step that multiplies what is in the slots; returns its own slot. Its result counts as one that
  /// mentions its variables if it is to be taken by a later step.
  std::size_t add(const std::vector<std::size_t>& slots, Scope result, bool taken_later,
                  bool maximum = false);
  Plan finish(std::vector<std::size_t> outputs);

 private:
  void mention(std::size_t slot);
  bool is_function(std::size_t slot) const { return shapes_[slot].output.has_value(); }
  std::vector<std::size_t> functions_in_order(const std::vector<std::size_t>& slots) const;
  number::SumProduct::Strides strides(const Scope& axes, const std::vector<VariableId>& table) const;

  const Network& network_;
  std::size_t factors_;
  std::vector<Shape> shapes_;
  std::vector<std::vector<std::size_t>> of_;
  std::vector<bool> taken_;
  Plan plan_;
};

}  // namespace causeway::inference
