// SPDX-License-Identifier: MIT
// A plan of residues.hpp as its loops run it: what is the same for all primes. Immutable; several threads may
// run it at once. Tests: tests/unit/number/residues_test.cpp.
#pragma once

#include <deque>

#include "number/residues.hpp"

namespace causeway::number {

/// An extended result is shorter by so many bits than the product of its primes: then its digits say exactly
/// how often that product is in their sum.
constexpr unsigned kMarginBits = 1;

class Arrangement {
 public:
  Arrangement(const ResiduePlan& plan, support::Budget& budget);

  /// What a step multiplies, and of which earlier steps that are results.
  struct Inputs {
    Operands operands;
    std::vector<std::optional<std::size_t>> messages;
  };
  /// A loop with equal axes merged, and its inputs in the order of a Run.
  struct Step {
    const SumProduct* loop = nullptr;
    const Operands* operands = nullptr;
    const std::vector<std::optional<std::size_t>>* messages = nullptr;
    /// The result, where its numbers are so small that no primes are needed. Of the rest there is nothing
    /// then.
    std::optional<IntegerTable> small;
    std::size_t batches = 0;  // of primes for which this is computed
    std::size_t needed = 0;   // and for which it is needed: beyond the former by extending it
    bool extended() const { return needed > batches; }
    std::uint64_t lost = 0;  // how often 2^52 is lost in the result
    std::vector<std::size_t> order;
    std::vector<std::size_t> axes;       // their sizes
    std::vector<std::size_t> strides;    // of the first axis for the inputs in order and the output; …
    Run run{};                           // without pointers and distances
    std::size_t buffer = 0;              // for the result
    std::vector<std::size_t> converted;  // buffers for inputs that are neither plain nor earlier results

    const std::size_t* strides_of(std::size_t axis) const { return &strides[axis * (order.size() + 1)]; }
    std::size_t output_stride(std::size_t axis) const { return strides_of(axis)[order.size()]; }
  };
  const std::vector<Step>& steps() const { return steps_; }
  /// What an input reads; null if that is an earlier result by residues.
  const IntegerTable* table(const Step& step, std::size_t input) const;
  /// Cells of the buffers that a batch of primes takes.
  const std::vector<std::size_t>& buffers() const { return buffers_; }
  std::size_t bytes() const;                            // of them all
  std::uint64_t products() const { return products_; }  // of a batch, about

 private:
  bool compute_small(Step& step);
  void combine_plain(Step& step);
  std::vector<std::size_t> plain_group(const Step& step, bool inside) const;
  void combine(Step& step, const std::vector<std::size_t>& group);
  void choose_extensions(const ResiduePlan& plan);
  void arrange(Step& step);
  void arrange_inputs(Step& step, bool sums);
  void arrange_axes(Step& step, bool sums);
  void place(Step& step, std::vector<std::size_t>& free);
  std::size_t take(std::size_t cells, std::vector<std::size_t>& free);

  support::Budget& budget_;
  support::Held held_;
  std::vector<Step> steps_;
  std::deque<SumProduct> loops_;  // of steps that were rewritten
  std::deque<Inputs> inputs_;
  std::deque<IntegerTable> combined_;  // and what they read
  std::vector<std::size_t> buffers_;
  std::uint64_t products_ = 0;
};

}  // namespace causeway::number
