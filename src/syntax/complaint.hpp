// SPDX-License-Identifier: MIT
// What the parser says of text that does not parse. Knows tokens by their texts only.
#pragma once

#include <string>
#include <vector>

#include "support/fault.hpp"

namespace causeway::syntax {

/// Where and why a parse stopped.
struct Complaint {
  support::Span span;                 // the token it stopped at; at the end, the place behind the last token
  std::string token;                  // its text; empty at the end of the declaration
  bool keyword = false;               // is the token one?
  bool first = false;                 // nothing stands before it in its declaration
  std::vector<std::string> expected;  // literal tokens that could stand there; empty: not known
  bool expression_expected = false;
  bool name_expected = false;
  bool operator_expected = false;  // an operand is complete
};

support::Report describe(const Complaint& complaint);

}  // namespace causeway::syntax
