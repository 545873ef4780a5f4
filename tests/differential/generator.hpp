// SPDX-License-Identifier: MIT
// Random models with questions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "coverage.hpp"

namespace causeway::differential {

struct Asked {
  std::string text;
  std::vector<std::string> permuted;  // the same with its conditions in other orders
};

struct Sample {
  std::string model;
  std::vector<std::string> named;  // its own named queries, in order
  std::vector<Asked> questions;    // to be asked of it
};

/// The model and the questions that the two tapes describe (tape.hpp).
Sample generate(const std::vector<std::uint32_t>& model, const std::vector<std::uint32_t>& questions,
                Coverage& coverage);

}  // namespace causeway::differential
