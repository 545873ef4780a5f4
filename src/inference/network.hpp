// SPDX-License-Identifier: MIT
// What the nodes of a task are turned into before numbers are computed: variables with finite domains, and
// factors over them. A factor is a table of numbers, or a function: an output variable by the values of
// others, which is never expanded into zeros and ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inference/task.hpp"
#include "number/integer_table.hpp"

namespace causeway::inference {

using VariableId = support::Id<struct NetworkVariableTag>;

struct Variable {
  NodeId node;  // not valid: auxiliary
  std::vector<ValueId>
      values;  // those that the evidence leaves; of an auxiliary variable only their number counts
  std::uint32_t place =
      0;              // in the model's text, the same in all worlds; of a function that of its last argument
  bool root = false;  // drawn without arguments
};

struct Factor {
  std::vector<VariableId> scope;  // of a function without its output; the last runs fastest
  number::SharedTable table;      // a number for each combination of the scope's values
  // or
  std::optional<VariableId> output;
  std::vector<std::int32_t> function;  // places in the output's domain; negative: excluded by the evidence
  /// The variable whose conditional distribution this is, while nothing is excluded: it sums to 1.
  std::optional<VariableId> child;
  /// Are these numbers of any size, not conditional probabilities of some variable or indicators?
  bool weighs = false;
};

struct Network {
  support::IdVector<VariableId, Variable> variables;
  std::vector<Factor> factors;
  /// No unit agrees with the evidence, which needs no numbers to see.
  bool impossible = false;

  std::size_t size(VariableId id) const { return variables[id].values.size(); }
};

/// a × b, or the largest number there is: costs are compared, and must be the same everywhere.
inline std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t result = 0;
  return __builtin_mul_overflow(a, b, &result) ? ~std::uint64_t{0} : result;
}
inline std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b) {
  std::uint64_t result = 0;
  return __builtin_add_overflow(a, b, &result) ? ~std::uint64_t{0} : result;
}

}  // namespace causeway::inference
