// SPDX-License-Identifier: MIT
// One uniform number between 0 and 1, of which as many bits are drawn as a comparison needs. Tests:
// tests/unit/number/uniform_test.cpp.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "causeway/rational.hpp"

namespace causeway::number {

class Uniform {
 public:
  /// Takes 64 bits at a time from the generator, which must outlive it.
  explicit Uniform(std::mt19937_64& random) : random_(random) {}
  /// Is the number below the bound? The same number at each call. Requires 0 <= bound.
  bool below(const Rational& bound);

 private:
  std::uint64_t word(std::size_t i);

  std::mt19937_64& random_;
  std::vector<std::uint64_t> words_;  // of its binary expansion, drawn so far
};

}  // namespace causeway::number
