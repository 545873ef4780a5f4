// SPDX-License-Identifier: MIT
// Which passes of elimination run, and how far they go. Answers and verdicts do not depend on it: tests
// switch each off in turn, and shuffle the order. What `compile` and `execute` do instead is `enumerate`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "number/residues.hpp"

namespace causeway::inference {

struct Factor;
struct Plan;

/// How integers are computed: as they are, by residues where that can be done, or as is faster.
enum class Numbers : std::uint8_t { Faster, Direct, Residues };

struct Kernel {
  Numbers numbers = Numbers::Faster;
  std::optional<number::Instructions> instructions;  // none: the best that the machine has
};

/// Is told of plans before they are computed; for benchmarks.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void computes(const Plan& plan, const std::vector<const Factor*>& factors) = 0;
};

struct Passes {
  bool networks = true;  // off: Bayesian networks take the passes that all models take
  bool slice = true;     // off: all that the model has is computed along
  bool couple = true;    // off: where a source has several instances, all units are gone through
  bool separate = true;
  bool simplify = true;
  bool share = true;
  bool decompose = true;
  bool relevance = true;
  bool fuse = true;      // small subexpressions are tabulated with what uses them
  bool tables = true;    // off: every threshold as low as it goes, so that small models take every path
  bool together = true;  // targets wanted under the same evidence are computed in one go
  Kernel kernel;
  Observer* observer = nullptr;
  std::optional<std::uint32_t> shuffle;  // a seed: any elimination order, not a good one
};

}  // namespace causeway::inference
