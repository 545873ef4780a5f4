// SPDX-License-Identifier: MIT
// The exact kernel: sums of products of table entries over all values of some axes. Functions between axes
// (tables of indices) take the place of 0/1 matrices: an axis that is a function of others costs no loop.
// 64 bits, 128 bits or as many words as the result needs. Tests: tests/unit/number/sum_product_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "number/integer_table.hpp"
#include "support/budget.hpp"

namespace causeway::number {

/// A loop over axes, without the tables that it multiplies. Places are where it stands: in each input, then
/// in each map, and last in the output.
struct SumProduct {
  /// A function of the axes, and of earlier functions: which places its value moves, and how far. A negative
  /// value is impossible: the product is 0.
  using Moves = std::vector<std::pair<std::size_t, std::size_t>>;  // place, stride

  std::vector<std::size_t> axes;     // their sizes; the last runs fastest
  std::vector<std::size_t> strides;  // of the first axis for each place, then of the second, …
  std::size_t inputs = 0;
  std::vector<Moves> maps;
  std::size_t cells = 1;  // of the result
  std::size_t terms = 1;  // at most so many are added up in one cell
  bool maximum = false;   // instead of their sum their maximum, or 0; requires that none is negative

  std::size_t places() const { return inputs + maps.size() + 1; }
  const std::size_t* strides_of(std::size_t axis) const { return &strides[axis * places()]; }
  std::size_t stride(std::size_t axis, std::size_t place) const { return strides_of(axis)[place]; }
  std::size_t output_stride(std::size_t axis) const { return stride(axis, places() - 1); }
  /// For each place one stride.
  void add_axis(std::size_t size, std::initializer_list<std::size_t> strides_of_places) {
    axes.push_back(size);
    strides.insert(strides.end(), strides_of_places);
  }
};

/// What a loop multiplies.
struct Operands {
  std::vector<const IntegerTable*> tables;                  // one an input
  std::vector<const std::vector<std::int32_t>*> functions;  // one a map
  std::vector<std::size_t> offsets;  // where inputs and maps begin, one each; empty: at 0

  std::size_t offset(std::size_t place) const { return offsets.empty() ? 0 : offsets[place]; }
};

/// All values of the axes that the functions allow: for each the places.
void for_each_place(const SumProduct& loop, const Operands& operands, support::Budget& budget,
                    const std::function<void(const std::size_t* places)>& use);

/// Are the outputs wanted as they are, or is any factor that they have in common as good?
enum class Scale : std::uint8_t { Kept, Free };

/// The table of sums, or maxima. Steps are the products computed; the budget lends the memory until it
/// returns.
IntegerTable compute(const SumProduct& loop, const Operands& operands, support::Budget& budget,
                     Scale scale = Scale::Kept);

}  // namespace causeway::number
