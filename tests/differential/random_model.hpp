// SPDX-License-Identifier: MIT
// Models for tests that need no oracle.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "differential/compare.hpp"

namespace causeway::differential {

inline std::string random_model(std::mt19937& random) {
  std::vector<std::uint32_t> tape;
  for (std::size_t i = 0; i < 400; ++i) tape.push_back(static_cast<std::uint32_t>(random() >> 8U));
  Coverage coverage;
  return generate(tape, {}, coverage).model;
}

}  // namespace causeway::differential
