// SPDX-License-Identifier: MIT
// Steps of a plan from the shapes of what they multiply. Tests: tests/differential, tests/golden.
#pragma once

#include "inference/plan.hpp"

namespace causeway::inference {

/// Collects the steps. A slot is taken by the step that eliminates from it; others may read it again.
class Compiler {
 public:
  enum class Result : std::uint8_t { Taken, Read };  // what becomes of a step's own slot

  Compiler(const Network& network, std::vector<Shape> shapes);

  /// The slots that mention a variable and are not taken yet.
  std::vector<std::size_t> mentioning(VariableId variable) const;
  /// Those that no step has taken.
  std::vector<std::size_t> left() const;
  Scope scope_of(const std::vector<std::size_t>& slots);
  void take(const std::vector<std::size_t>& slots);

  /// A step that multiplies what is in the slots and sums out, or maximises, all but the scope; returns its
  /// own slot, which a later step takes or only reads.
  std::size_t add(const std::vector<std::size_t>& slots, Scope scope, Result result, bool maximum = false);
  bool is_function(std::size_t slot) const { return shapes_[slot].output.has_value(); }
  /// Of the steps so far.
  std::uint64_t cost() const { return plan_.cost; }
  /// The plan. The compiler is not to be used any more.
  Plan finish(std::vector<std::size_t> outputs);

 private:
  void mention(std::size_t slot);
  Scope choose_axes(Step& step, const std::vector<std::size_t>& slots);
  void place(Step& step, const std::vector<std::size_t>& slots, const Scope& axes);
  std::vector<std::size_t> functions_in_order(const std::vector<std::size_t>& slots) const;

  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  const Network& network_;
  std::size_t factors_;
  std::vector<Shape> shapes_;
  std::vector<std::vector<std::size_t>> of_;  // the slots that mention a variable, some of them taken
  std::vector<bool> taken_;
  std::vector<std::uint32_t> places_;  // of variables, in the axes of the step being added
  Plan plan_;
};

}  // namespace causeway::inference
