// SPDX-License-Identifier: MIT
// The exact kernel: sums of products of table entries over all values of some axes. Functions between axes
// (tables of indices) take the place of 0/1 matrices: an axis that is a function of others costs no loop.
// 64 bits, 128 bits or as many words as the result needs. Tests: tests/unit/number/sum_product_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "number/integer_table.hpp"
#include "support/budget.hpp"

namespace causeway::number {

struct SumProduct {
  using Strides = std::vector<std::size_t>;  // one an axis

  struct Input {
    const IntegerTable* table;
    Strides strides;
    std::size_t offset = 0;  // where the axes that are not looped over stand
  };
  /// A function of the axes, and of earlier functions: where its value moves the other places to. A negative
  /// value is impossible: the product is 0.
  struct Map {
    const std::vector<std::int32_t>* values;
    Strides strides;
    std::vector<std::pair<std::size_t, std::size_t>> moves;  // place, stride
    std::size_t offset = 0;
  };

  std::vector<std::size_t> axes;  // their sizes; the last runs fastest
  std::vector<Input> inputs;      // places 0, 1, …
  std::vector<Map> maps;          // the places behind
  Strides output;                 // the last place
  std::size_t cells = 1;          // of the result
  std::size_t terms = 1;          // at most so many are added up in one cell
  bool maximum = false;           // instead of their sum their maximum, or 0; requires that none is negative
};

/// All values of the axes that the functions allow: for each the places of the inputs, and that of the
/// output.
void for_each_place(const SumProduct& task, support::Budget& budget,
                    const std::function<void(const std::size_t* places, std::size_t output)>& use);

/// The table of sums, or maxima. Steps are the products computed; the budget lends the memory until it
/// returns.
IntegerTable compute(const SumProduct& task, support::Budget& budget);

}  // namespace causeway::number
